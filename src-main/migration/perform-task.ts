import { runMigrate } from './run-migrate.ts'
import { runReport } from './run-report.ts'
import { runResolve } from './run-resolve.ts'
import { runSnapshot } from './run-snapshot.ts'
import type { MigrationTask, TaskEnd, TaskSurroundings } from './task.ts'

/** Runs one long job to its end in this process; between pieces other things get their turn. */
export function performTask(task: MigrationTask, surroundings: TaskSurroundings): Promise<TaskEnd> {
  switch (task.kind) {
    case 'migrate':
      return runMigrate(task, surroundings)
    case 'report':
      return runReport(task, surroundings)
    case 'snapshot':
      return runSnapshot(task, surroundings)
    case 'resolve':
      return runResolve(task, surroundings)
  }
}
