import { useEffect, useRef, useState } from 'react';
import { MAX_RECORDING_MS, MIN_RECORDING_MS } from '../../contract/panel-ask.ts';
import { useStableCallback } from '../hooks.ts';
import type { SpokenQuestion } from './ask-history.ts';
import { type OpenMicrophone, openMicrophone } from './microphone.ts';
import type { Recording } from './recording.ts';

/** What a microphone that is muted or broken stays below, of 100. */
const SILENT_LEVEL = 10;

export type Speaking =
  /** `note` says what became of the last recording. */
  | { readonly kind: 'off'; readonly note?: string; readonly isProblem?: boolean }
  /** The browser asks its user for the microphone. */
  | { readonly kind: 'opening' }
  /** `level`: 0 to 100. `isHeard`: something was loud enough to be a voice. */
  | { readonly kind: 'listening'; readonly ms: number; readonly level: number; readonly isHeard: boolean };

/** One use of the microphone, which ends once. */
interface Take {
  isOver: boolean;
  isHeard: boolean;
  microphone: OpenMicrophone | undefined;
  recording: Recording | undefined;
  timer: number | undefined;
}

/**
 * Records a question with the microphone. Nothing of it is kept: it is given away once, or dropped.
 *
 * @param onSpoken called with what was recorded, after `ask` or MAX_RECORDING_MS
 */
export function useSpeaking(onSpoken: (spoken: SpokenQuestion) => void) {
  const [speaking, setSpeaking] = useState<Speaking>({ kind: 'off' });
  const current = useRef<Take>(undefined);
  const end = (take: Take, note?: string, isProblem = false): void => {
    if (take.isOver) return;
    take.isOver = true;
    clearTimeout(take.timer);
    take.microphone?.close();
    setSpeaking(note === undefined ? { kind: 'off' } : { kind: 'off', note, isProblem });
  };
  const give = useStableCallback((take: Take): void => {
    if (take.isOver) return;
    const { recording } = take;
    if (recording === undefined) return end(take, 'The microphone gave no sound. Nothing was asked.', true);
    if (recording.ms < MIN_RECORDING_MS)
      return end(take, 'That was too short. Speak, then click again.', true);
    end(take);
    onSpoken({ recording: recording.toBase64(), ms: recording.ms });
  });
  const start = async (): Promise<void> => {
    const take: Take = {
      isOver: false,
      isHeard: false,
      microphone: undefined,
      recording: undefined,
      timer: undefined,
    };
    current.current = take;
    setSpeaking({ kind: 'opening' });
    try {
      const microphone = await openMicrophone({
        onHeard: (recording, level) => {
          if (take.isOver) return;
          take.recording = recording;
          take.isHeard ||= level >= SILENT_LEVEL;
          setSpeaking({ kind: 'listening', ms: recording.ms, level, isHeard: take.isHeard });
          if (recording.isFull) give(take);
        },
        onLost: () => end(take, 'The microphone was disconnected. Nothing was asked.', true),
      });
      if (take.isOver) return microphone.close();
      take.microphone = microphone;
      setSpeaking({ kind: 'listening', ms: 0, level: 0, isHeard: false });
      // A microphone that gives no samples fills no recording.
      take.timer = window.setTimeout(() => give(take), MAX_RECORDING_MS + 1_000);
    } catch (error) {
      end(take, error instanceof Error ? error.message : String(error), true);
    }
  };
  const discard = useStableCallback((): void => {
    if (current.current !== undefined) end(current.current, 'Discarded. Nothing was sent.');
  });
  const isOn = speaking.kind !== 'off';
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      discard();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [isOn, discard]);
  // Another screen does not listen.
  useEffect(() => discard, [discard]);
  return {
    speaking,
    start: () => void (isOn || start()),
    /** Ends the recording and gives it away. */
    ask: () => current.current && give(current.current),
    discard,
    /** Says no more what became of the last recording. */
    forget: () => setSpeaking({ kind: 'off' }),
  };
}
