import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import type { Manifest } from '../../src-main/backup/backup-manifest.schema.ts'
import { readSummary } from '../../src-main/backup/read-archive.ts'
import { prepareRestore } from '../../src-main/backup/restore.ts'
import { readThrough } from '../../src-main/backup/unpack-copy.ts'
import { sha256Hex } from '../../src-main/files/sha256.ts'
import { emptyFolder, problemOf, unwrap } from '../store/data-folder.ts'
import { backUp, fill, fingerprint, restorePlaceOf } from './workshop-data.ts'

interface Forged {
  readonly path: string
  readonly bytes: Buffer
  readonly mode?: number
}

const SUMMARY = {
  created_at_utc: '2026-11-21T12:00:00.000Z',
  kind: 'manual',
  scope: 'everything',
  app_version: '0.1.0',
  schema_version: 1,
  install_id: 'install-1',
  counts: { patterns: 0, strip_families: 0, joblog: 0, runs: 0 },
} as const

/** Writes an archive whose summary and manifest are as they should be for whatever is in it. */
async function forge(
  path: string,
  entries: readonly Forged[],
  changes: { readonly manifest?: Partial<Manifest>; readonly rename?: [string, string] } = {},
): Promise<void> {
  const zip = new ZipFile()
  for (const { path: name, bytes, mode = 0o100_644 } of entries)
    zip.addBuffer(bytes, name, { mode })
  const manifest = JSON.stringify({
    ...{ schema: 'rmos.backup', version: 1, ...SUMMARY, unsound_runs: [] },
    files: entries.map((entry) => ({
      path: entry.path.replace(...(changes.rename ?? ['', ''])),
      size_bytes: entry.bytes.length,
      sha256: sha256Hex(entry.bytes),
    })),
    ...changes.manifest,
  })
  zip.addBuffer(Buffer.from(manifest), 'manifest.json')
  const comment = JSON.stringify({
    ...{ schema: 'rmos.backup.summary', version: 1, ...SUMMARY },
    ...{ file_count: entries.length, total_bytes: 1, manifest_sha256: sha256Hex(manifest) },
  })
  zip.end({ comment, forceZip64Format: false })
  const file = createWriteStream(path)
  zip.outputStream.pipe(file)
  await finished(file)
  if (changes.rename !== undefined) {
    // The library writes no such names; of the same length they can be put into the finished file.
    const text = readFileSync(path).toString('latin1')
    writeFileSync(path, Buffer.from(text.replaceAll(...changes.rename), 'latin1'))
  }
}

/** A data folder, and a way to offer it an archive that must be refused and change nothing. */
async function refuser() {
  const dataDir = emptyFolder()
  await fill(dataDir, { patterns: 1, runs: [1] })
  const before = fingerprint(dataDir)
  const database = readFileSync(join(dataDir, 'rmos.db'))
  return {
    dataDir,
    database,
    path: join(emptyFolder(), 'backup.zip'),
    refuse: async (path: string) => {
      const place = await restorePlaceOf(dataDir)
      const problem = problemOf(await prepareRestore(path, place, { otherInstallation: true }))
      expect(problem.kind).toBe('invalid-data')
      expect(problem.message).toContain(path)
      expect(problem.remedy).toContain('Nothing was changed')
      expect(fingerprint(dataDir)).toEqual(before)
      expect(readdirSync(dataDir).filter((name) => name.startsWith('.'))).toEqual([])
      return problem.message
    },
  }
}

describe('an archive from outside is refused', () => {
  test.each([
    ['data/aaaaaaa.txt', 'data/../../../xx', /leads elsewhere: invalid relative path/],
    ['aaaaaaaaaaa.txt', '/etc/cron.d/xx1', /absolute path/],
    ['data/aaaaaaa.txt', 'data\\..\\..\\a.txt', /invalid characters/],
    ['aaaaaaaaaaa.txt', 'C:/Windows/x.tx', /absolute path/],
  ] as const)('with the name %s turned into %s', async (from, to, sentence) => {
    const { path, refuse, database } = await refuser()
    expect(from).toHaveLength(to.length)
    await forge(
      path,
      [
        { path: 'data/rmos.db', bytes: database },
        { path: from, bytes: Buffer.from('evil') },
      ],
      { rename: [from, to] },
    )
    expect(await refuse(path)).toMatch(sentence)
  })

  test.each([
    ['data/nul', 'not a plain name'],
    ['data/a:b', 'not a plain name'],
    ['data/trailing.', 'not a plain name'],
    ['elsewhere/file', 'not part of the data'],
    ['data/backups/rmos-000001-daily-2026-11-21T120000Z.zip', 'is not data'],
    ['data/rmos.restore.json', 'is not data'],
    ['data/replaced-2026/rmos.db', 'is not data'],
  ])('with a file %s', async (name, sentence) => {
    const { path, refuse, database } = await refuser()
    await forge(path, [
      { path: 'data/rmos.db', bytes: database },
      { path: name, bytes: Buffer.from('evil') },
    ])
    expect(await refuse(path)).toContain(sentence)
  })

  test('with a link in it', async () => {
    const { path, refuse, database } = await refuser()
    await forge(path, [
      { path: 'data/rmos.db', bytes: database },
      { path: 'data/runs', bytes: Buffer.from('/etc'), mode: 0o120_777 },
    ])
    expect(await refuse(path)).toContain('not a plain file')
  })

  test('with a file twice, one too many, or one missing', async () => {
    const { path, refuse, database } = await refuser()
    const db = { path: 'data/rmos.db', bytes: database }
    await forge(path, [db, db])
    expect(await refuse(path)).toContain('twice')
    await forge(path, [db], { manifest: { files: [] } })
    expect(await refuse(path)).toContain('not in its manifest')
    const listed = { path: 'data/runs/a.json', size_bytes: 1, sha256: '0'.repeat(64) }
    const own = { path: db.path, size_bytes: database.length, sha256: sha256Hex(database) }
    await forge(path, [db], { manifest: { files: [own, listed] } })
    expect(await refuse(path)).toContain('data/runs/a.json is missing')
  })

  test('without a database, or with one that is none, is newer or is not the one it says', async () => {
    const { path, refuse, database } = await refuser()
    await forge(path, [{ path: 'data/notes.txt', bytes: Buffer.from('no') }])
    expect(await refuse(path)).toContain('no database')
    await forge(path, [{ path: 'data/rmos.db', bytes: Buffer.from('text'.repeat(999)) }])
    expect(await refuse(path)).toContain('not sound')
    await forge(path, [{ path: 'data/rmos.db', bytes: Buffer.alloc(0) }])
    expect(await refuse(path)).toContain('not sound')
    const newer = Buffer.from(database)
    // sqlite.org/fileformat.html: user_version is the big-endian number at byte 60.
    newer.writeUInt32BE(999, 60)
    await forge(path, [{ path: 'data/rmos.db', bytes: newer }])
    expect(await refuse(path)).toContain('schema version 999')
  })

  test('that is no archive, or none of ours', async () => {
    const { path, refuse } = await refuser()
    for (const bytes of [Buffer.alloc(0), Buffer.from('text'), Buffer.alloc(100_000, 80)]) {
      writeFileSync(path, bytes)
      await refuse(path)
    }
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('holiday'), 'photo.jpg')
    zip.end()
    const file = createWriteStream(path)
    zip.outputStream.pipe(file)
    await finished(file)
    expect(await refuse(path)).toContain('its summary')
  })
})

test('every flipped byte and every cut is noticed', async () => {
  const dataDir = emptyFolder()
  await fill(dataDir, { patterns: 1, runs: [1] })
  const made = await backUp(dataDir)
  const good = readFileSync(made.path)
  const path = join(emptyFolder(), 'copy.zip')
  const seen = { refused: 0, unchanged: 0 }
  const tries = 120
  for (let index = 0; index < tries; index += 1) {
    const bad = Buffer.from(good)
    const at = Math.floor((index / tries) * good.length)
    bad.writeUInt8(bad.readUInt8(at) ^ 0x20, at)
    writeFileSync(path, index % 4 === 3 ? good.subarray(0, at) : bad)
    if ((await readThrough(path, {})).ok) seen.unchanged += 1
    else seen.refused += 1
  }
  // What zip readers do not use (times, permissions) may change; no file of ours then does.
  expect(seen.refused).toBeGreaterThan(tries * 0.8)
  writeFileSync(path, good)
  unwrap(await readThrough(path, {}))
  expect(unwrap(await readSummary(path)).counts.runs).toBe(1)
})
