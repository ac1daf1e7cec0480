import { RECORDING_RATE } from '../../contract/panel-ask.ts';
import worklet from './microphone-worklet.ts?worker&url';
import { levelOf, Recording } from './recording.ts';

/** Why there is no recording, in words for the user. */
class MicrophoneProblem extends Error {
  override readonly name = 'MicrophoneProblem';
}

export interface MicrophoneEvents {
  /** @param level 0 to 100 */
  onHeard(recording: Recording, level: number): void;
  /** The microphone is gone: it was unplugged, or its permission taken back. */
  onLost(): void;
}

/** A microphone that is listened to. */
export interface OpenMicrophone {
  /** Lets go of it. */
  close(): void;
}

/**
 * Opens the microphone and records from it, in the memory of this page only.
 *
 * @throws MicrophoneProblem
 */
export async function openMicrophone(events: MicrophoneEvents): Promise<OpenMicrophone> {
  if (!isSecureContext || navigator.mediaDevices === undefined)
    throw new MicrophoneProblem(
      'The browser gives no microphone to this page: open the panel at 127.0.0.1, or over https.',
    );
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: { channelCount: 1 } })
    .catch((error: unknown) => {
      throw new MicrophoneProblem(describeProblem(error));
    });
  let context: AudioContext | undefined;
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    if (context !== undefined && context.state !== 'closed') void context.close();
  };
  try {
    const opened = openContext(stream);
    context = opened.context;
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, 'microphone', { numberOfOutputs: 0 });
    const recording = new Recording(context.sampleRate);
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      recording.add(data);
      events.onHeard(recording, levelOf(data));
    };
    opened.source.connect(node);
    for (const track of stream.getTracks()) track.onended = () => events.onLost();
    await context.resume();
    return { close };
  } catch (error) {
    close();
    throw new MicrophoneProblem(`This browser cannot record: ${textOf(error)}`);
  }
}

/** Firefox connects a microphone only to a context of its own rate. */
function openContext(stream: MediaStream): {
  readonly context: AudioContext;
  readonly source: AudioNode;
} {
  const context = new AudioContext({ sampleRate: RECORDING_RATE });
  try {
    return { context, source: context.createMediaStreamSource(stream) };
  } catch {
    void context.close();
    const own = new AudioContext();
    return { context: own, source: own.createMediaStreamSource(stream) };
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  NotAllowedError:
    "The microphone is not allowed. Allow it for this page beside its address, and in the system's privacy settings.",
  NotFoundError: 'No microphone was found. Connect one and try again.',
  NotReadableError: 'The microphone cannot be opened: another program may be using it.',
};

function describeProblem(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return PROBLEMS[name] ?? `The microphone cannot be opened: ${textOf(error)}`;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
