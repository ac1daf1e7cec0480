"""A gateway as people write them with Python's websockets: the yardstick for queries.

Reads its frames as JSON lines from standard input (the greeting first, then those that answer a question),
prints its address, and gives every message that same answer. Ends with its parent.
"""

import asyncio
import json
import logging
import sys
import threading

import websockets

GREETING, *ANSWER = json.loads(sys.stdin.readline())


async def talk(websocket, *_path):
    await websocket.send(GREETING)
    async for message in websocket:
        json.loads(message)
        for frame in ANSWER:
            await websocket.send(frame)


async def main():
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    parent = lambda: (sys.stdin.read(), loop.call_soon_threadsafe(ended.set))
    threading.Thread(target=parent, daemon=True).start()
    async with websockets.serve(talk, "127.0.0.1", 0, compression=None) as server:
        port = server.sockets[0].getsockname()[1]
        print(f"ws://127.0.0.1:{port}", flush=True)
        await ended.wait()


# Clients that leave without a closing handshake are no news.
logging.getLogger("websockets").setLevel(logging.CRITICAL)
asyncio.run(main())
