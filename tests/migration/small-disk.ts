import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Why no small disk can be made here; empty when one can. */
export const diskObstacle = (() => {
  if (process.platform !== 'linux') return '(left out: only Linux has a tmpfs)'
  if (process.getuid?.() !== 0) return '(left out: only root may mount one)'
  const folder = mkdtempSync(join(tmpdir(), 'rmos-mount-'))
  try {
    mount(folder, 'size=1m')
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return ''
  } catch {
    return '(left out: mounting is not permitted here)'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})()

function mount(folder: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' })
}

/** A disk of its own, e.g. `12m`, gone after the test. */
export function smallDisk(size: string): string {
  const path = mkdtempSync(join(tmpdir(), 'rmos-disk-'))
  mount(path, `size=${size}`)
  onTestFinished(() => {
    execFileSync('umount', ['-l', path])
    rmSync(path, { recursive: true, force: true })
  })
  return path
}

/** Takes so much of a disk, or all that is left of it; the file to remove. */
export function fillUp(disk: string, kilobytes: number): string {
  const ballast = join(disk, 'ballast')
  try {
    writeFileSync(ballast, Buffer.alloc(kilobytes * 1024))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
  return ballast
}

/** From now on nothing can be written to the disk. */
export function makeReadOnly(disk: string): void {
  execFileSync('mount', ['-o', 'remount,ro', disk])
}
