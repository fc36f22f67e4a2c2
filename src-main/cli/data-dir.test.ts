import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chooseDatabase } from './data-dir.ts'

describe('the database of a data folder', () => {
  test('is rmos.db in it, unless RMOS_DB_PATH says otherwise', () => {
    expect(chooseDatabase('/data', {}).databasePath).toBe(join('/data', 'rmos.db'))
    for (const blank of ['', '  ']) {
      const { databasePath } = chooseDatabase('/data', { RMOS_DB_PATH: blank })
      expect(databasePath).toBe(join('/data', 'rmos.db'))
    }
    const absolute = resolve('/elsewhere/old.sqlite3')
    expect(chooseDatabase('/data', { RMOS_DB_PATH: absolute }).databasePath).toBe(absolute)
    expect(chooseDatabase('/data', { RMOS_DB_PATH: 'here.db' }).databasePath).toBe(
      resolve('here.db'),
    )
  })

  test.each(['1', 'true', 'yes', 'TRUE', 'Yes', ' yes ', '\ttrue\n'])(
    'is switched off by RMOS_SQLITE_DISABLE=%j',
    (value) => {
      expect(chooseDatabase('/data', { RMOS_SQLITE_DISABLE: value }).isSqliteDisabled).toBe(true)
    },
  )

  test.each(['', '0', 'no', 'false', 'off', '11', 'y', 'yes please', undefined])(
    'is not switched off by %j',
    (value) => {
      expect(chooseDatabase('/data', { RMOS_SQLITE_DISABLE: value }).isSqliteDisabled).toBe(false)
    },
  )
})
