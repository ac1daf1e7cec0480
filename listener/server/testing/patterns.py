"""HAL clients as they are written in Python with the `websockets` library: each function reads exactly as one
of them does (protocol page, "How clients read"). Usage: patterns.py URL PATTERN; exit 0 when it was served."""

import asyncio
import json
import sys
import time

import websockets

QUESTION = "What medications am I taking?"


async def frame(socket, patience):
    return json.loads(await asyncio.wait_for(socket.recv(), patience))


async def send(socket, **message):
    await socket.send(json.dumps(message))


async def talker(url):
    async with websockets.connect(url) as socket:
        assert (await frame(socket, 5))["type"] == "connected"
        for pause in (0.5, 1.5, 0.0):
            await send(socket, type="text_input", text=QUESTION)
            while True:
                got = await frame(socket, 30)
                if got["type"] in ("response", "error"):
                    break
            assert got["type"] == "response" and "medications" in got["text"], got
            time.sleep(pause)  # input() at a prompt: the event loop, pongs included, stands still


async def short(url):
    async with websockets.connect(url) as socket:
        await frame(socket, 5)
        await send(socket, type="text_input", text=QUESTION)
        types = []
        for _ in range(5):
            types.append((await frame(socket, 5))["type"])
            if types[-1] == "response":
                break
        assert types[-1] == "response", types


async def one_frame(url):
    for _ in range(3):
        async with websockets.connect(url) as socket:
            assert (await frame(socket, 15))["type"] == "connected"
            await send(socket, type="wake_word_detected", wake_word="hal", confidence=0.97)
            assert (await frame(socket, 15))["type"] == "ack"
            assert (await frame(socket, 15))["new_state"] == "active_listening"
            await send(socket, type="transcription", text=QUESTION)
            got = await frame(socket, 15)
            assert got["type"] == "response" and got["status"] == "success", got


async def double(url):
    async with websockets.connect(url) as socket:
        await frame(socket, 5)
        await send(socket, type="text_input", text=QUESTION)
        await send(socket, type="text_input", text="what time is it")
        intents = []
        for patience in (15, 10):
            for _ in range(5):
                got = await frame(socket, patience)
                if got["type"] == "response":
                    intents.append(got["intent"])
                    break
        assert intents == ["MEDICATION", "TIME"], intents


async def stale(url):
    stale_id = "0b5f6a52-0000-4000-8000-000000000000"
    async with websockets.connect(url) as socket:
        await frame(socket, 5)
        await send(socket, type="wake_word_detected", session_id=stale_id)
        assert [(await frame(socket, None))["type"] for _ in range(2)] == ["ack", "state_change"]
        await send(socket, type="heartbeat", session_id=stale_id)
        for command, expected in (("hold", "state_change"), ("stop", "state_change"), ("goodbye", "goodbye")):
            await send(socket, type="command", command=command, session_id=stale_id)
            assert (await frame(socket, None))["type"] == expected


async def greeter(url):
    async with websockets.connect(url + "/state") as socket:
        got = await frame(socket, 10)
        assert got["type"] == "state" and got["session_id"] and got["state"], got
        await send(socket, type="text_input", text=QUESTION)
        while got["type"] != "response":
            got = await frame(socket, 10)
        assert got["intent"] and got["action"] and got["text"]


async def leaver(url):
    async with websockets.connect(url) as socket:
        await frame(socket, 5)
        await send(socket, type="text_input", text=QUESTION)
        while (await frame(socket, 10))["type"] != "response":
            pass
        await socket.close(1000)


async def refused(url):
    try:
        async with websockets.connect(url):
            raise AssertionError("it was let in")
    except websockets.exceptions.InvalidStatusCode as error:
        assert error.status_code == 503, error


PATTERNS = {
    name.replace("_", "-"): globals()[name]
    for name in ("talker", "short", "one_frame", "double", "stale", "greeter", "leaver", "refused")
}

if __name__ == "__main__":
    asyncio.run(PATTERNS[sys.argv[2]](sys.argv[1]))
