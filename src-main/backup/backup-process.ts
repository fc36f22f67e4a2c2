import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import {
  openMainChannel,
  stackOf,
  tenTimesASecond,
  workInBackground,
} from '../apart/main-channel.ts'
import { BACKUP_JOBS } from './backup-work.ts'
import type { BackupJobName, FromWorker, ToWorker } from './backup-work.ts'
import { Cancellation, type WorkWatch } from './backup-progress.ts'

function work(name: BackupJobName, order: unknown, watch: WorkWatch) {
  const job = BACKUP_JOBS[name] as (
    order: unknown,
    watch: WorkWatch,
  ) => Promise<Result<unknown, Problem>>
  return job(order, watch)
}

/** Without main nobody wants the answer; what is unfinished is swept by the next backup. */
function endAtOnce(): void {
  process.exit(0)
}

/** Does one piece of work for main, tells how far it is, answers and waits to be ended. */
function serveOneOrder(): void {
  const controller = new AbortController()
  workInBackground()
  const post = openMainChannel((raw) => {
    const message = raw as ToWorker
    if (message.kind === 'cancel') {
      controller.abort(new Cancellation())
      return
    }
    const onProgress = tenTimesASecond((progress) => {
      post({ kind: 'progress', progress } satisfies FromWorker)
    }) satisfies WorkWatch['onProgress']
    work(message.name, message.order, { onProgress, signal: controller.signal }).then(
      (result) => {
        post({ kind: 'answer', result } satisfies FromWorker)
      },
      (defect: unknown) => {
        post({ kind: 'defect', stack: stackOf(defect) } satisfies FromWorker)
      },
    )
  }, endAtOnce)
}

serveOneOrder()
