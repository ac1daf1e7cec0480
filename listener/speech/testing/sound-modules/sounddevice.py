"""Stands for the sounddevice library in tests: a microphone that plays a file of 16-bit PCM once its owner listens."""

import asyncio
import os

import numpy


class InputStream:
    def __init__(self, channels, samplerate, blocksize, callback):
        self.blocksize, self.callback = blocksize, callback
        self.seconds = blocksize / samplerate
        with open(os.environ["HAL_VOICE"], "rb") as file:
            self.voice = file.read()
        self.task = None

    def start(self):
        self.task = asyncio.get_running_loop().create_task(self.record())

    async def record(self):
        at = 0
        size = 2 * self.blocksize
        while True:
            block = bytes(size)
            if self.callback.__self__.state == "active_listening":
                block = self.voice[at : at + size].ljust(size, b"\0")
                at += size
            self.callback(numpy.Samples(block), self.blocksize, None, None)
            await asyncio.sleep(self.seconds)

    def stop(self):
        if self.task is not None:
            self.task.cancel()

    def close(self):
        pass
