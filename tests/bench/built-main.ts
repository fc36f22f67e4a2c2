import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { buildIfStale } from '../../scripts/build.mjs'

const ROOT = resolve(import.meta.dirname, '../..')
const BUILT = join(ROOT, 'out/main')
const NAME = 'loaded-main.js'

/**
 * Builds what is out of date, and the bench's main beside it: that finds the built engine and CAM process
 * there, as the desktop's main does. From their sources each of these processes would hold another 26 MB
 * and 0.3 s of computing for nothing but reading TypeScript. Gives its path, and how to take it away.
 */
export async function buildLoadedMain(): Promise<{
  readonly path: string
  readonly remove: () => Promise<void>
}> {
  if ((await buildIfStale()) !== 0) throw new Error('the build failed')
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', 'serialport'] },
    build: {
      ssr: join(import.meta.dirname, 'loaded-main.ts'),
      outDir: BUILT,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: NAME, codeSplitting: false } },
    },
  })
  const path = join(BUILT, NAME)
  return { path, remove: () => rm(path, { force: true }) }
}
