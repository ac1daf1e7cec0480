import wasm from '@echogarden/fvad-wasm/fvad.wasm?url&inline';
import { SAMPLE_RATE } from './wav.ts';

/**
 * WebRTC's voice activity detection, compiled to WebAssembly. The package's own loader reads its file from beside itself,
 * which a bundled file and an executable do not have, so the bytes are in the bundle and bound here: the names are those
 * that the loader of version 0.2.0 gives the functions.
 */

/** Samples of one decision: 20 ms. */
export const FRAME_SAMPLES = SAMPLE_RATE / 50;
export const FRAME_MS = 20;

interface Functions {
  readonly c: WebAssembly.Memory;
  /** Constructors of the runtime. */
  d(): void;
  /** fvad_new */
  e(): number;
  /** malloc */
  f(bytes: number): number;
  /** fvad_reset */
  g(instance: number): void;
  /** fvad_free */
  h(instance: number): void;
  /** fvad_set_mode */
  j(instance: number, mode: number): number;
  /** fvad_set_sample_rate */
  k(instance: number, rate: number): number;
  /** fvad_process */
  l(instance: number, frame: number, samples: number): number;
}

/** The detection of one client. */
export interface VoiceDetector {
  /** Whether 20 ms hold speech. @param frame FRAME_SAMPLES samples */
  isVoice(frame: Int16Array): boolean;
  reset(): void;
  /** Gives its memory back. */
  free(): void;
}

/** How strictly noise is told from speech: 0 takes most for speech, 3 least. */
export type Aggressiveness = 0 | 1 | 2 | 3;

/** Creates detectors, which share one program and its memory. */
export class VoiceDetection {
  readonly #functions: Functions;
  /** Where a frame is handed over. */
  readonly #frame: number;

  private constructor(functions: Functions) {
    this.#functions = functions;
    this.#frame = functions.f(2 * FRAME_SAMPLES);
  }

  static async load(): Promise<VoiceDetection> {
    const bytes = Buffer.from(wasm.slice(wasm.indexOf(',') + 1), 'base64');
    let functions: Functions | undefined;
    const imports = {
      /** assert_fail: a fault of the program. */
      a: () => {
        throw new Error('voice activity detection failed');
      },
      /** emscripten_resize_heap, in bytes. */
      b: (wanted: number) => {
        const pages = Math.ceil((wanted - (functions?.c.buffer.byteLength ?? 0)) / 65_536);
        functions?.c.grow(Math.max(0, pages));
        return 1;
      },
    };
    const { instance } = await WebAssembly.instantiate(bytes, { a: imports });
    functions = instance.exports as Functions;
    functions.d();
    return new VoiceDetection(functions);
  }

  create(aggressiveness: Aggressiveness): VoiceDetector {
    const { e, g, h, j, k, l, c } = this.#functions;
    const handle = e();
    if (handle === 0) throw new Error('no memory for voice activity detection');
    const prepare = () => {
      j(handle, aggressiveness);
      k(handle, SAMPLE_RATE);
    };
    prepare();
    return {
      isVoice: (frame) => {
        // Seen anew each time: memory that grows gets another buffer.
        new Int16Array(c.buffer, this.#frame, FRAME_SAMPLES).set(frame);
        return l(handle, this.#frame, FRAME_SAMPLES) === 1;
      },
      reset: () => {
        g(handle);
        prepare();
      },
      free: () => h(handle),
    };
  }
}
