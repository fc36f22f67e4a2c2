import { join } from 'node:path'
import { openStore } from '../../../src-main/store/open-store.ts'

/** Opens the records of the folder that is its argument and says where they are kept. */
const opened = await openStore({
  dataDir: process.argv[2] ?? '',
  migrationsDir: join(import.meta.dirname, '../../../src-main/store/migrations'),
  newInstallId: () => 'install-1',
  clock: () => new Date(),
})
if (!opened.ok) throw new Error(opened.error.message)
const { backend, insteadOf, patterns } = opened.value
const kept = patterns.upsert({ id: 'p' })
process.stdout.write(JSON.stringify({ backend, insteadOf, isKept: kept.ok }))
