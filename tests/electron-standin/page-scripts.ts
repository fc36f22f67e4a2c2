import { createCloneCodec } from './clone-codec.ts'
import { runPreload, type PreloadConfig } from './page/preload-world.ts'
import { worldBridge } from './page/world-bridge.ts'

// The functions travel as their own source text: Node has stripped the types from it already.

/** What every document runs first in its own world. */
export function pageScript(nonce: string): string {
  return `(${worldBridge.toString()})(${JSON.stringify(nonce)}, 'page', () => undefined)`
}

/**
 * What every document runs first in the isolated world: the app's preload between the two halves
 * of the stand-in. `preloadSource` is the built CommonJS file, or empty.
 */
export function preloadScript(config: PreloadConfig, preloadSource: string): string {
  return `(() => {
const codec = (${createCloneCodec.toString()})(
  (bytes) => bytes.toBase64(),
  (text) => Uint8Array.fromBase64(text),
);
const worldBridge = ${worldBridge.toString()};
(${runPreload.toString()})(
  ${JSON.stringify(config)},
  { codec, worldBridge },
  function (require, module, exports, process) {
${preloadSource}
  },
);
})()`
}
