import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { databaseProblem } from '../../src-main/store/database-problem.ts'
import { RUN } from './sample-rows.ts'
import { emptyFolder, openStore, unwrap } from './data-folder.ts'

describe('history', () => {
  test('cannot be changed or removed, not even by SQL', async () => {
    const dataDir = emptyFolder()
    const store = await openStore(dataDir)
    unwrap(store.runs.insert(RUN))
    unwrap(store.runNotes.add({ runId: RUN.run_id, kind: 'k', payload: {} }))
    const yes = { planId: 'p', planSha256: 'a', feasibilitySha256: 'b', actor: 'me' }
    unwrap(store.approvals.approve({ ...yes, acknowledgement: null }))
    const db = new Database(join(dataDir, 'rmos.db'))
    for (const table of ['runs', 'run_notes', 'approvals']) {
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('append-only')
    }
    expect(() => db.exec("UPDATE runs SET status = 'OK'")).toThrow('append-only')
    expect(() => db.exec("UPDATE run_notes SET kind = 'x'")).toThrow('append-only')
    expect(() => db.exec("UPDATE approvals SET actor = 'x'")).toThrow('append-only')
    db.close()
  })
})

describe('what the database cannot do', () => {
  test.each([
    ['SQLITE_FULL', 'storage', 'the disk is full'],
    ['SQLITE_IOERR_FSYNC', 'storage', 'read or write error'],
    ['SQLITE_READONLY_DBMOVED', 'storage', 'write-protected'],
    ['SQLITE_CANTOPEN', 'storage', 'cannot be opened'],
    ['SQLITE_CORRUPT_VTAB', 'storage', 'damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy', 'another RMOS program'],
  ])('%s is a sentence of kind %s', (code, kind, part) => {
    const problem = databaseProblem(new Database.SqliteError('x', code), '/data/rmos.db')
    expect(problem.kind).toBe(kind)
    expect(problem.message).toContain(part)
    expect(problem.message).toContain('/data/rmos.db')
    expect(problem.remedy).not.toBe('')
  })

  test('wrong SQL and broken rules of ours are thrown on', () => {
    const wrong = new Database.SqliteError('no such column', 'SQLITE_ERROR')
    expect(() => databaseProblem(wrong, 'x')).toThrow('no such column')
    expect(() => databaseProblem(new TypeError('slip'), 'x')).toThrow('slip')
  })
})
