import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  BALLAST_BYTES,
  freeBytesOf,
  FULL_BYTES,
  lookAfterBallast,
  ROOMY_BYTES,
} from '../../src-main/backup/ballast.ts'
import { listBackups } from '../../src-main/backup/list-backups.ts'
import { makeBackup } from '../../src-main/backup/make-backup.ts'
import { prepareRestore } from '../../src-main/backup/restore.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { openDatabase } from '../../src-main/store/database.ts'
import { faultyNodeFiles } from '../durability/faulty-files.ts'
import { emptyFolder, NOON, placeOf, problemOf, unwrap } from '../store/data-folder.ts'
import { backUp, contentsOf, fill, orderOf, restorePlaceOf } from './workshop-data.ts'

const MEGABYTE = 1024 * 1024

describe('the reserve', () => {
  const place = (dataDir: string, free: number) => ({
    dataDir,
    files: nodeFiles(),
    freeBytes: () => Promise.resolve(free),
    mayMake: true,
  })
  const sizeIn = (dataDir: string) =>
    existsSync(join(dataDir, 'rmos.ballast')) ? statSync(join(dataDir, 'rmos.ballast')).size : 0

  test('is made on a roomy disk, given up on a full one and made again', async () => {
    const dataDir = emptyFolder()
    expect(await lookAfterBallast(place(dataDir, 1e12))).toBe('made')
    expect(sizeIn(dataDir)).toBe(BALLAST_BYTES)
    // Real blocks: a sparse file would give nothing back.
    expect(statSync(join(dataDir, 'rmos.ballast')).blocks * 512).toBeGreaterThanOrEqual(
      BALLAST_BYTES,
    )
    expect(await lookAfterBallast(place(dataDir, FULL_BYTES))).toBe('kept')
    expect(await lookAfterBallast(place(dataDir, FULL_BYTES - 1))).toBe('freed')
    expect(sizeIn(dataDir)).toBe(0)
    expect(await lookAfterBallast(place(dataDir, ROOMY_BYTES))).toBe('missing')
    const roomy = place(dataDir, ROOMY_BYTES + BALLAST_BYTES)
    expect(await lookAfterBallast({ ...roomy, mayMake: false })).toBe('missing')
    expect(await lookAfterBallast(roomy)).toBe('made')
  })

  test('that does not fit after all leaves nothing behind', async () => {
    const dataDir = emptyFolder()
    const { files } = faultyNodeFiles((number) => (number === 20 ? 'ENOSPC' : null))
    expect(await lookAfterBallast({ ...place(dataDir, 1e12), files })).toBe('missing')
    expect(readdirSync(dataDir)).toEqual([])
  })

  test('that was cut short is made anew', async () => {
    const dataDir = emptyFolder()
    writeFileSync(join(dataDir, 'rmos.ballast'), 'torn')
    expect(await lookAfterBallast(place(dataDir, 1e12))).toBe('made')
    expect(sizeIn(dataDir)).toBe(BALLAST_BYTES)
  })
})

/** A disk of so many megabytes; null where this account may not make one. */
function smallDisk(megabytes: number): string | null {
  const folder = emptyFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    return null
  }
  onTestFinished(() => {
    execFileSync('umount', [folder])
  })
  return folder
}

/** Fills a disk to the last byte. */
function fillUp(folder: string): void {
  for (const pieceBytes of [MEGABYTE, 4096, 1]) {
    for (let piece = 0; ; piece += 1) {
      try {
        writeFileSync(
          join(folder, `junk-${String(pieceBytes)}-${String(piece)}`),
          Buffer.alloc(pieceBytes, 1),
        )
      } catch {
        break
      }
    }
  }
}

const canMount = process.platform === 'linux' && process.getuid?.() === 0

describe.skipIf(!canMount)('a full disk (needs root on Linux, to mount a small one)', () => {
  test('a database that cannot even delete writes again once the reserve is given up', async (context) => {
    const disk = smallDisk(64)
    if (disk === null) return context.skip('no tmpfs may be mounted here')
    const dataDir = join(disk, 'data')
    mkdirSync(dataDir)
    await fill(dataDir, { patterns: 5, runs: [1] })
    const small = {
      dataDir,
      files: nodeFiles(),
      freeBytes: () => freeBytesOf(dataDir),
      mayMake: false,
    }
    // This disk is never roomy: the reserve of a roomier past.
    writeFileSync(join(dataDir, 'rmos.ballast'), Buffer.alloc(BALLAST_BYTES, 7))
    const store = unwrap(await openDatabase(placeOf(dataDir)))
    fillUp(disk)
    const big = 'x'.repeat(200_000)
    const refused = problemOf(store.patterns.upsert({ id: 'big', name: big }))
    expect(refused.message).toContain('the disk is full')
    expect(await lookAfterBallast(small)).toBe('freed')
    unwrap(store.patterns.upsert({ id: 'big', name: big }))
    unwrap(store.patterns.remove('pattern-0'))
    store.close()
    const found = await contentsOf(dataDir)
    expect(found.patterns).toHaveLength(5)
    expect(found.runs).toHaveLength(1)
  })

  test('a backup says what it needs and leaves nothing', async (context) => {
    const disk = smallDisk(40)
    if (disk === null) return context.skip('no tmpfs may be mounted here')
    const dataDir = join(disk, 'data')
    mkdirSync(dataDir)
    await fill(dataDir, { patterns: 1, runs: [1] })
    writeFileSync(join(disk, 'junk'), Buffer.alloc(10 * MEGABYTE, 1))
    const problem = problemOf(
      await makeBackup(orderOf(dataDir), { files: nodeFiles(), clock: NOON }),
    )
    expect(problem.message).toMatch(/A backup needs \d+ MB on the disk of .*, and \d+ MB are free/)
    expect(existsSync(join(dataDir, 'backups'))).toBe(false)
  })
})

describe.skipIf(!canMount)('a read-only disk (needs root on Linux, to mount one)', () => {
  test('refuses backup and restore with a sentence each and is read as before', async (context) => {
    const disk = smallDisk(80)
    if (disk === null) return context.skip('no tmpfs may be mounted here')
    const dataDir = join(disk, 'data')
    mkdirSync(dataDir)
    await fill(dataDir, { patterns: 1, runs: [] })
    const made = await backUp(dataDir)
    execFileSync('mount', ['-o', 'remount,ro', disk])
    const again = problemOf(await makeBackup(orderOf(dataDir), { files: nodeFiles(), clock: NOON }))
    expect(again.kind).toBe('storage')
    expect(again.message).toMatch(/read-only|cannot be opened/)
    const place = await restorePlaceOf(dataDir)
    const refused = problemOf(await prepareRestore(made.path, place, { otherInstallation: false }))
    expect(refused.message).toContain('the disk is read-only')
    expect(unwrap(await listBackups(nodeFiles(), dataDir))).toHaveLength(1)
  })
})
