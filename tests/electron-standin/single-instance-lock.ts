import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** What the second instance tells the first. */
export interface SecondInstance {
  readonly argv: readonly string[]
  readonly workingDirectory: string
  readonly additionalData: unknown
}

/** A held lock. */
export interface InstanceLock {
  readonly release: () => void
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function claim(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (isAlive(Number(readFileSync(lockFile, 'utf8')))) return false
    rmSync(lockFile)
    return claim(lockFile)
  }
}

/** By file and rename, because the second instance ends in the same turn: a socket would be late. */
function leaveMessage(inbox: string, message: SecondInstance): void {
  const draft = join(inbox, `${String(process.pid)}.draft`)
  writeFileSync(draft, JSON.stringify(message))
  renameSync(draft, join(inbox, `${String(process.pid)}.json`))
}

function readInbox(inbox: string, onMessage: (message: SecondInstance) => void): void {
  for (const name of readdirSync(inbox).filter((file) => file.endsWith('.json'))) {
    const text = readFileSync(join(inbox, name), 'utf8')
    rmSync(join(inbox, name))
    onMessage(JSON.parse(text) as SecondInstance)
  }
}

/**
 * Claims `userData` for this process, or tells the process that has it and returns null. The lock
 * of a process that died is taken over.
 */
export function claimInstanceLock(
  userData: string,
  message: SecondInstance,
  onSecondInstance: (message: SecondInstance) => void,
): InstanceLock | null {
  const lockFile = join(userData, 'SingletonLock')
  const inbox = join(userData, 'SingletonInbox')
  mkdirSync(inbox, { recursive: true })
  if (!claim(lockFile)) {
    leaveMessage(inbox, message)
    return null
  }
  const watcher = watch(inbox, () => {
    readInbox(inbox, onSecondInstance)
  })
  watcher.unref()
  return {
    release() {
      watcher.close()
      rmSync(inbox, { recursive: true, force: true })
      rmSync(lockFile, { force: true })
    },
  }
}
