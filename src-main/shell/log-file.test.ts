import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from './log-file.ts'

let dataDir: string
const path = () => join(dataDir, 'logs/rmos.log')
const clock = () => new Date('2026-11-21T06:00:00.000Z')

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'rmos-log-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true })
})

test('each entry is one line with its time, whatever its text holds', () => {
  const write = openLog(dataDir, clock)
  write({ requestId: 'a1', message: 'two\nlines' })
  write({ message: 'second' })
  const lines = readFileSync(path(), 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { atUtc: '2026-11-21T06:00:00.000Z', requestId: 'a1', message: 'two\nlines' },
    { atUtc: '2026-11-21T06:00:00.000Z', message: 'second' },
  ])
})

test('a log over a megabyte is put aside and a new one begins', () => {
  const write = openLog(dataDir, clock)
  writeFileSync(path(), 'x'.repeat(1_000_001))
  write({ message: 'new' })
  expect(statSync(join(dataDir, 'logs/rmos.old.log')).size).toBe(1_000_001)
  expect(readFileSync(path(), 'utf8')).toContain('new')
})

test('a log that cannot be written says so', () => {
  const write = openLog(dataDir, clock)
  rmSync(join(dataDir, 'logs'), { recursive: true })
  expect(() => {
    write({ message: 'lost' })
  }).toThrow(/ENOENT/)
})
