import { dirname } from 'node:path'
import {
  openMainChannel,
  stackOf,
  tenTimesASecond,
  workInBackground,
} from '../apart/main-channel.ts'
import { performTask } from './perform-task.ts'
import { surroundingsFor } from './task-runner.ts'
import type { FromTaskProcess, MigrationTask, TaskStep, ToTaskProcess } from './task.ts'

/** Runs one task for main, tells how far it is, answers and waits to be ended. */
function serveOneTask(): void {
  let isCancelled = false
  const cancel = () => {
    isCancelled = true
  }
  workInBackground()
  const post = openMainChannel((raw) => {
    const message = raw as ToTaskProcess
    if (message.kind === 'cancel') cancel()
    else void perform(message.task)
  }, cancel)

  const perform = async (task: MigrationTask) => {
    // What does not fit in memory is put on the database's own disk, not in a small /tmp.
    process.env['SQLITE_TMPDIR'] ??= dirname(task.dbPath)
    const tell = tenTimesASecond((step: TaskStep) => {
      post({ kind: 'step', step } satisfies FromTaskProcess)
    })
    try {
      post({
        kind: 'end',
        end: await performTask(
          task,
          surroundingsFor(task, tell, () => isCancelled),
        ),
      } satisfies FromTaskProcess)
    } catch (defect) {
      post({ kind: 'defect', stack: stackOf(defect) } satisfies FromTaskProcess)
    }
  }
}

serveOneTask()
