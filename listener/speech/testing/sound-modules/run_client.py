"""Runs a voice client, unmodified, against another address. Arguments: its file, the address."""

import importlib.util
import sys

spec = importlib.util.spec_from_file_location("voice_client", sys.argv[1])
client = importlib.util.module_from_spec(spec)
spec.loader.exec_module(client)
client.GATEWAY_URL = sys.argv[2]
client.main()
