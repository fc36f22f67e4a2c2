import type { Problem } from '#core/contract/problem.ts'
import { failure } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { EngineSpawner } from '../machine/engine-link.ts'
import type { BackupJob, BackupJobName, BackupJobs, FromWorker, ToWorker } from './backup-work.ts'
import { cancelled } from './backup-progress.ts'

/** Hands heavy work to a process of its own, so that main and the machine are never kept waiting. */
export interface BackupDesk {
  readonly run: <N extends BackupJobName>(
    name: N,
    ...args: Parameters<BackupJob<N>>
  ) => Promise<Result<BackupJobs[N]['answer'], Problem>>
}

/** Where the process's entry lies: beside this module in the source tree, `backup.js` when built. */
export function backupModulePath(): string {
  const here = import.meta.filename
  return here.endsWith('.ts')
    ? `${import.meta.dirname}/backup-process.ts`
    : `${import.meta.dirname.replace(/[\\/]chunks$/, '')}/backup.js`
}

/** A desk whose processes are started by `spawn`, one for each piece of work. */
export function createBackupDesk(spawn: EngineSpawner): BackupDesk {
  return {
    run: (name, order, watch) =>
      new Promise((resolve, reject) => {
        const link = spawn()
        let settled = false
        const settle = (finish: () => void) => {
          if (settled) return
          settled = true
          watch.signal?.removeEventListener('abort', cancel)
          finish()
          link.kill()
        }
        const cancel = () => {
          link.post({ kind: 'cancel' } satisfies ToWorker)
        }
        link.onMessage((raw) => {
          const message = raw as FromWorker
          if (message.kind === 'progress') watch.onProgress?.(message.progress)
          else if (message.kind === 'answer') {
            settle(() => {
              resolve(message.result as Result<BackupJobs[typeof name]['answer'], Problem>)
            })
          } else {
            settle(() => {
              reject(new Error(message.stack))
            })
          }
        })
        link.onExit((code) => {
          settle(() => {
            resolve(failure(watch.signal?.aborted === true ? cancelled() : ended(code)))
          })
        })
        link.post({ kind: 'order', name, order } satisfies ToWorker)
        if (watch.signal?.aborted === true) cancel()
        else watch.signal?.addEventListener('abort', cancel)
      }),
  }
}

function ended(code: number | null): Problem {
  return {
    kind: 'storage',
    message: `The backup process ended before it was done (${code === null ? 'killed' : `code ${String(code)}`}).`,
    remedy: 'Nothing was changed. Try again.',
    requestId: '',
  }
}
