import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How one command ended. */
export interface CommandOutcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line in a process of its own, with a data folder of its own. */
export function rmos(dataDir: string, ...words: readonly string[]): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src-main/cli/index.ts', ...words, '--data', dataDir],
      { encoding: 'utf8', maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1
        resolve({ code, stdout, stderr })
      },
    )
  })
}

/** A folder for one test, and how to remove it. */
export function scratchFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'rmos-cli-'))
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}
