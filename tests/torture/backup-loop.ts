import { join } from 'node:path'
import { BACKUP_JOBS, openSite } from '../../src-main/backup/backup-work.ts'
import { siteOf } from '../../src-main/backup/backup-service.ts'
import { settleRestore } from '../../src-main/backup/finish-restore.ts'
import { commitRestore, prepareRestore } from '../../src-main/backup/restore.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'

const ROOT = join(import.meta.dirname, '../..')

function demand<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** Makes one copy after another, as the app does, and prints the name of each that is promised. */
async function backUpForEver(dataDir: string): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const isDaily = turn % 3 === 0
    const made = demand(
      await BACKUP_JOBS.make(
        {
          dataDir,
          databasePath: join(dataDir, 'rmos.db'),
          kind: isDaily ? 'daily' : 'start',
          scope: isDaily ? 'everything' : 'database',
          appVersion: '0.1.0',
          target: null,
        },
        {},
      ),
    )
    process.stdout.write(`${made.path}\n`)
  }
}

/** Restores one copy after the other, in turn, and prints each that is promised. */
async function restoreForEver(dataDir: string, copies: readonly string[]): Promise<void> {
  demand(await settleRestore(nodeFiles(), dataDir))
  const place = demand(
    await openSite(siteOf({ dataDir, installDir: ROOT }, join(dataDir, 'rmos.db'))),
  )
  for (let turn = 0; ; turn += 1) {
    const path = copies[turn % copies.length] ?? ''
    const prepared = demand(await prepareRestore(path, place, { otherInstallation: false }))
    demand(await commitRestore(prepared, place))
    process.stdout.write(`${path}\n`)
  }
}

const [what, dataDir = '', ...copies] = process.argv.slice(2)
if (what === 'backup') await backUpForEver(dataDir)
else await restoreForEver(dataDir, copies)
