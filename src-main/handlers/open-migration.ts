import { join } from 'node:path'
import type { Handlers } from '#core/contract/index.ts'
import type { MigrationProgress } from '#core/migration/outcome.ts'
import { nodeFiles } from '../files/node-files.ts'
import type { EngineSpawner } from '../machine/engine-link.ts'
import { createMigrationDesk } from '../migration/migration-desk.ts'
import { createTaskDesk } from '../migration/task-desk.ts'
import { runApart, runHere } from '../migration/task-runner.ts'
import type { Store } from '../store/store.ts'
import { migrationHandlers } from './migration.handlers.ts'

/** What the migration suite of a workshop is opened with. */
export interface MigrationPlace {
  readonly store: Store
  readonly dataDir: string
  /** The folder that holds package.json and data/. */
  readonly installDir: string
  /** Starts the process that imports and compares; without it that is done in this one. */
  readonly spawnMigration?: EngineSpawner
  readonly clock: () => Date
  readonly newId: () => string
  readonly actor: string
  readonly log: (message: string) => void
  /** Tells every open view that records may be other ones. */
  readonly recordsChanged: () => void
  readonly tell: (progress: MigrationProgress) => void
}

/** Opens the migration suite of a workshop; closing it calls off what runs. */
export function openMigration(place: MigrationPlace): {
  readonly handlers: Handlers['migration']
  readonly close: () => Promise<void>
} {
  const { store, installDir, spawnMigration, clock, newId, tell } = place
  const tasks = createTaskDesk({
    runner: spawnMigration === undefined ? runHere() : runApart(spawnMigration),
    nowMs: () => performance.now(),
    tell,
  })
  const desk = createMigrationDesk({ ...place, env: process.env, tasks })
  const migrationsDir = join(installDir, 'src-main/store/migrations')
  const target = { path: store.path, migrationsDir, files: nodeFiles(), clock, newId }
  return { handlers: migrationHandlers({ desk, tasks, store, place: target }), close: tasks.close }
}
