import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { createRunStore } from '../../src-main/runs/run-store.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { samplePrograms, sampleRun } from '../durability/sample-run.ts'

/**
 * Records one run after another in the data folder that is its argument, and prints each run's id
 * when it is acknowledged, until it is killed: a victim that is nearly always in the middle of it.
 */
async function recordUntilKilled(dataDir: string): Promise<never> {
  const clock = () => new Date()
  const store = await openDatabase({
    dataDir,
    migrationsDir: join(import.meta.dirname, '../../src-main/store/migrations'),
    newInstallId: randomUUID,
    clock,
  })
  if (!store.ok) throw new Error(store.error.message)
  const runs = createRunStore({ dataDir, files: nodeFiles(), store: store.value, clock })
  for (let number = 0; ; number += 1) {
    const built = sampleRun({
      runId: randomUUID().replaceAll('-', ''),
      createdAtUtc: clock().toISOString(),
      // Every third over the inline limit, and each with attachments of its own.
      toolpaths: [{ nonce: randomUUID() }],
      programs: samplePrograms((number % 3 === 0 ? 201_000 : 2000) + number),
    })
    const recorded = await runs.record(built, { planId: 'plan' })
    if (!recorded.ok) throw new Error(recorded.error.message)
    process.stdout.write(`${recorded.value.runId}\n`)
  }
}

await recordUntilKilled(process.argv[2] ?? '')
