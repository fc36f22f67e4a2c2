import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseBackupName } from '../../src-main/backup/backup-names.ts'
import { Cancellation, cancelled } from '../../src-main/backup/backup-progress.ts'
import { settleRestore } from '../../src-main/backup/finish-restore.ts'
import { makeBackup } from '../../src-main/backup/make-backup.ts'
import { commitRestore, prepareRestore } from '../../src-main/backup/restore.ts'
import { readThrough } from '../../src-main/backup/unpack-copy.ts'
import type { DurableFiles } from '../../src-main/files/durable-files.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { faultyNodeFiles } from '../durability/faulty-files.ts'
import { emptyFolder, NOON, problemOf, unwrap } from '../store/data-folder.ts'
import { backUp, contentsOf, fill, fingerprint, orderOf, restorePlaceOf } from './workshop-data.ts'

/** A folder with a copy of two runs, and a third recorded since. */
async function changedSinceCopy(): Promise<{ readonly template: string; readonly copy: string }> {
  const template = emptyFolder()
  await fill(template, { patterns: 2, runs: [1, 2] })
  const made = await backUp(template)
  await fill(template, { patterns: 7, runs: [3] })
  return { template, copy: made.path.slice(template.length + 1) }
}

/** The disk of a program that is killed at its n-th call: that call and all later ones never happen. */
function killedAt(nth: number): { readonly files: DurableFiles; readonly calls: () => number } {
  return faultyNodeFiles((number) => (number >= nth ? 'EIO' : null))
}

/** Whatever lies in the backups folder, in folders too. */
function backupsIn(dataDir: string): readonly string[] {
  const folder = join(dataDir, 'backups')
  return existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String) : []
}

describe('a backup that fails', () => {
  test.each(['ENOSPC', 'EIO', 'EACCES', 'EROFS'])(
    'with %s at any file call leaves no copy, no rest and the data as it was',
    async (code) => {
      const dataDir = emptyFolder()
      await fill(dataDir, { patterns: 1, runs: [4] })
      const before = fingerprint(dataDir)
      let failed = 0
      for (let nth = 1; ; nth += 1) {
        const { files, calls } = faultyNodeFiles((number) => (number === nth ? code : null))
        const made = await makeBackup(orderOf(dataDir), { files, clock: NOON })
        const names = backupsIn(dataDir)
        expect(names.filter((name) => parseBackupName(name) === null)).toEqual([])
        for (const name of names) unwrap(await readThrough(join(dataDir, 'backups', name), {}))
        expect(fingerprint(dataDir)).toEqual(before)
        if (calls() < nth) {
          unwrap(made)
          break
        }
        if (!made.ok) {
          failed += 1
          expect(made.error.kind).toBe('storage')
        }
      }
      expect(failed).toBeGreaterThan(8)
    },
  )
})

test.each(['copying', 'checking'] as const)(
  'a backup that is called off while %s says so, and leaves nothing',
  async (phase) => {
    const dataDir = emptyFolder()
    await fill(dataDir, { patterns: 1, runs: [4] })
    const controller = new AbortController()
    const calledOff = problemOf(
      await makeBackup(orderOf(dataDir), {
        files: nodeFiles(),
        clock: NOON,
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) controller.abort(new Cancellation())
        },
      }),
    )
    expect(calledOff).toEqual(cancelled())
    expect(backupsIn(dataDir)).toEqual([])
  },
)

describe('a restore', () => {
  test('that is killed at any file call leaves the old or the new data, whole', async () => {
    const { template, copy } = await changedSinceCopy()
    const old = await contentsOf(template)
    const root = emptyFolder()
    const seen = { old: 0, new: 0 }
    for (let nth = 1; ; nth += 1) {
      const dataDir = join(root, String(nth))
      cpSync(template, dataDir, { recursive: true })
      const { files, calls } = killedAt(nth)
      const place = { ...(await restorePlaceOf(dataDir, files)), ownerPid: 2 ** 22 + 1 }
      const prepared = await prepareRestore(join(dataDir, copy), place, {
        otherInstallation: false,
      })
      const done = prepared.ok ? await commitRestore(prepared.value, place) : prepared
      // The next start.
      unwrap(await settleRestore(nodeFiles(), dataDir))
      const found = await contentsOf(dataDir)
      if (found.patterns.length === old.patterns.length) {
        expect(found).toEqual(old)
        expect(done.ok).toBe(false)
        seen.old += 1
      } else {
        expect(found).toMatchObject({ patterns: ['pattern-0', 'pattern-1'] })
        expect(found.runs).toHaveLength(2)
        seen.new += 1
        const aside = readdirSync(dataDir).filter((name) => name.startsWith('replaced-'))
        expect(aside).toHaveLength(1)
        expect(await contentsOf(join(dataDir, aside[0] ?? ''))).toEqual(old)
      }
      expect(readdirSync(dataDir).filter((name) => name.startsWith('.restore-'))).toEqual([])
      if (calls() < nth) {
        unwrap(done)
        break
      }
    }
    expect(seen.old).toBeGreaterThan(20)
    expect(seen.new).toBeGreaterThan(10)
  }, 120_000)

  test('that is killed while it is being finished at the next start, again and again', async () => {
    const { template, copy } = await changedSinceCopy()
    const old = await contentsOf(template)
    const root = emptyFolder()
    // Written down, and nothing of it done.
    const place = await restorePlaceOf(template)
    const prepared = unwrap(
      await prepareRestore(join(template, copy), place, { otherInstallation: false }),
    )
    const files = nodeFiles()
    let renames = 0
    const stuck: DurableFiles = {
      ...files,
      rename: async (from, to) => {
        // The first gives the written-down restore its name.
        renames += 1
        if (renames > 1) throw Object.assign(new Error('EIO'), { code: 'EIO' })
        await files.rename(from, to)
      },
    }
    problemOf(await commitRestore(prepared, { ...place, files: stuck }))
    for (let nth = 1; ; nth += 1) {
      const dataDir = join(root, String(nth))
      cpSync(template, dataDir, { recursive: true })
      const { files: killed, calls } = killedAt(nth)
      await settleRestore(killed, dataDir)
      unwrap(await settleRestore(nodeFiles(), dataDir))
      expect((await contentsOf(dataDir)).runs).toHaveLength(2)
      const aside = readdirSync(dataDir).filter((name) => name.startsWith('replaced-'))
      expect(await contentsOf(join(dataDir, aside[0] ?? ''))).toEqual(old)
      if (calls() < nth) break
    }
  }, 120_000)

  test.each(['ENOSPC'])(
    'that meets %s once at any file call says so, and trying again ends well',
    async (code) => {
      const { template, copy } = await changedSinceCopy()
      const old = await contentsOf(template)
      const root = emptyFolder()
      for (let nth = 1; ; nth += 1) {
        const dataDir = join(root, String(nth))
        cpSync(template, dataDir, { recursive: true })
        const { files, calls } = faultyNodeFiles((number) => (number === nth ? code : null))
        const place = await restorePlaceOf(dataDir, files)
        const prepared = await prepareRestore(join(dataDir, copy), place, {
          otherInstallation: false,
        })
        const done = prepared.ok ? await commitRestore(prepared.value, place) : prepared
        if (!done.ok) expect(done.error.kind).toMatch(/storage|invalid-data/)
        unwrap(await settleRestore(nodeFiles(), dataDir))
        const found = await contentsOf(dataDir)
        if (found.patterns.length === old.patterns.length) expect(found).toEqual(old)
        else expect(found.runs).toHaveLength(2)
        if (calls() < nth) break
      }
    },
    120_000,
  )
})

test('an unreadable record of a restore is not guessed at', async () => {
  const { template } = await changedSinceCopy()
  const path = join(template, 'rmos.restore.json')
  writeFileSync(path, '{"schema": "rmos.restore"')
  const problem = problemOf(await settleRestore(nodeFiles(), template))
  expect(problem.message).toContain('rmos.restore.json cannot be read')
  expect(readFileSync(path, 'utf8')).toContain('rmos.restore')
})
