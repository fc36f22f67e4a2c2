import { join, resolve } from 'node:path'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../..')

/**
 * Builds the engine's process into a folder, as it ships: from its source it holds another 38 MB for
 * nothing but reading TypeScript. Gives the module's path.
 */
export async function buildEngine(outDir: string): Promise<string> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    // a port of metal is not opened by what is built here
    ssr: { noExternal: true, external: ['serialport'] },
    build: {
      ssr: join(ROOT, 'src-main/machine/engine-process.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'engine.mjs', codeSplitting: false } },
    },
  })
  return join(outDir, 'engine.mjs')
}
