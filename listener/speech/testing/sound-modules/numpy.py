"""Stands for what a voice client uses of numpy: samples that were floats, times 32767, as 16-bit integers."""

int16 = "int16"


class Samples:
    def __init__(self, data):
        self.data = data

    def __mul__(self, factor):
        return self

    def astype(self, kind):
        return self

    def copy(self):
        return Samples(self.data)

    def flatten(self):
        return self

    def tobytes(self):
        return self.data
