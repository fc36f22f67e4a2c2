import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Problem } from '#core/contract/problem.ts'
import { openStore } from '../../src-main/store/open-store.ts'
import type { Store } from '../../src-main/store/store.ts'
import { BACKENDS } from './backends.ts'
import { emptyFolder, placeOf, problemOf, unwrap } from './data-folder.ts'

/** Why no small disk can be made here; empty when one can. */
const obstacle = (() => {
  if (process.platform !== 'linux') return 'only Linux has a tmpfs'
  if (process.getuid?.() !== 0) return 'only root may mount one'
  const folder = emptyMount()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return ''
  } catch {
    return 'mounting is not permitted here'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})()

function emptyMount(): string {
  const folder = `/tmp/rmos-mount-${String(process.pid)}`
  mkdirSync(folder, { recursive: true })
  return folder
}

/** A disk of its own, gone after the test. */
function smallDisk(size: string): { readonly path: string; readonly makeReadOnly: () => void } {
  const path = emptyFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path])
  onTestFinished(() => {
    execFileSync('umount', ['-l', path])
  })
  return {
    path,
    makeReadOnly: () => {
      execFileSync('mount', ['-o', 'remount,ro', path])
    },
  }
}

function writeUntilFull(store: Store): { readonly kept: number; readonly problem: Problem } {
  for (let number = 0; ; number += 1) {
    const id = `pattern-${String(number)}`
    const written = store.patterns.upsert({ id, name: 'x'.repeat(20_000) })
    if (!written.ok) return { kept: number, problem: written.error }
  }
}

const title =
  obstacle === '' ? 'on a disk of its own' : `on a disk of its own (left out: ${obstacle})`

describe.skipIf(obstacle !== '')(title, () => {
  test.each(BACKENDS)(
    '$backend on a full disk says so, keeps all it acknowledged, and goes on once there is room',
    async ({ open }) => {
      const disk = smallDisk('6m')
      const ballast = join(disk.path, 'ballast')
      writeFileSync(ballast, Buffer.alloc(3_000_000))
      const store = await open(disk.path)
      const { kept, problem } = writeUntilFull(store)
      expect(problem.message).toMatch(/: the disk is full\.$/)
      expect(problem.remedy).toContain('Free some space')
      expect(kept).toBeGreaterThan(5)
      expect(unwrap(store.patterns.list({ limit: 9999 }))).toHaveLength(kept)
      rmSync(ballast)
      unwrap(store.patterns.upsert({ id: 'after' }))
      const again = await open(disk.path)
      expect(unwrap(again.patterns.list({ limit: 9999 }))).toHaveLength(kept + 1)
      unwrap(again.checkIntegrity())
    },
  )

  test('a read-only disk is named, whether there is a database on it or not', async () => {
    for (const hasDatabase of [true, false]) {
      const disk = smallDisk('6m')
      if (hasDatabase) unwrap(await openStore(placeOf(disk.path))).close()
      disk.makeReadOnly()
      const refused = await openStore(placeOf(disk.path))
      expect(refused).toMatchObject({ ok: false, error: { cause: 'unavailable' } })
      const { message, remedy } = problemOf(refused)
      expect(message).toContain(disk.path)
      expect(message).toMatch(/(cannot be opened|write-protected|read-only)\.$/)
      expect(remedy).not.toBe('')
    }
  })

  test('a database on a read-only disk is gone on without in files, with the reason', async () => {
    const disk = smallDisk('6m')
    const dataDir = emptyFolder()
    const databasePath = join(disk.path, 'rmos.db')
    const place = { ...placeOf(dataDir), databasePath }
    const first = unwrap(await openStore(place))
    unwrap(first.patterns.upsert({ id: 'p' }))
    first.close()
    disk.makeReadOnly()
    const store = unwrap(await openStore(place))
    expect(store.backend).toBe('json-files')
    expect(store.insteadOf?.message).toContain(databasePath)
    unwrap(store.patterns.upsert({ id: 'q' }))
  })
})
