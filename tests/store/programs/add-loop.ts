import { join } from 'node:path'
import { success } from '#core/outcome/result.ts'
import { openStore } from '../../../src-main/store/open-store.ts'
import { unwrap } from '../unwrap.ts'

/**
 * One of several programs that write the same records: adds 1 to a counter and to a field of its
 * own so many times, each a reading and a writing in one transaction, and notes each round.
 */
const [dataDir = '', backend = '', name = '', rounds = '0'] = process.argv.slice(2)
const store = unwrap(
  await openStore({
    dataDir,
    migrationsDir: join(import.meta.dirname, '../../../src-main/store/migrations'),
    newInstallId: () => 'install-1',
    clock: () => new Date(),
    isSqliteDisabled: backend === 'json-files',
  }),
)
if (store.backend !== backend) throw new Error(`opened on ${store.backend}`)
for (let round = 1; round <= Number(rounds); round += 1) {
  unwrap(
    store.transact(() => {
      const counter = unwrap(store.patterns.get('counter'))
      const count = Number(counter?.['count'] ?? 0) + 1
      unwrap(store.patterns.upsert({ ...counter, id: 'counter', count }))
      return success(count)
    }),
  )
  // The merge alone must not lose what the other program merged into the same record.
  unwrap(store.patterns.update('merged', { [name]: round }))
  unwrap(store.jobLog.upsert({ id: `${name} ${String(round)}`, job_type: 'round' }))
}
store.close()
process.stdout.write('done')
