import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isProcessAlive } from '../backup/process-alive.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { tempPathFor } from '../files/write-once.ts'

/** Long work that holds a database, as another process may read it. */
export interface DatabaseWork {
  /** What is done, to follow "is": `importing joblog.json`. */
  readonly what: string
  readonly pid: number
  /** ISO-8601 UTC. */
  readonly since: string
}

/** The file beside a database that says what work holds it; it protects nothing and may be missing. */
function workPath(databasePath: string): string {
  return `${databasePath}-work`
}

/**
 * Says for others what this process is going to do to the database for more than a second or two;
 * call the answer when it is done. Whoever then waits in vain is told what for. Where the notice
 * cannot be written the work goes on without it.
 */
export function announceWork(
  databasePath: string,
  what: string,
  clock: () => Date = () => new Date(),
): () => void {
  const path = workPath(databasePath)
  const work: DatabaseWork = { what, pid: process.pid, since: clock().toISOString() }
  const temp = tempPathFor(path)
  withoutDisk(() => {
    writeFileSync(temp, JSON.stringify(work))
    renameSync(temp, path)
  })
  return () => {
    withoutDisk(() => {
      if (readWork(databasePath)?.pid === process.pid) rmSync(path, { force: true })
    })
  }
}

/** The work that was announced by a process that still lives; null when there is none. */
export function readWork(databasePath: string): DatabaseWork | null {
  let text = ''
  withoutDisk(() => {
    text = readFileSync(workPath(databasePath), 'utf8')
  })
  const work = parseWork(text)
  return work !== null && isProcessAlive(work.pid) ? work : null
}

function parseWork(text: string): DatabaseWork | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    const { what, pid, since } = value as Partial<Record<keyof DatabaseWork, unknown>>
    const isWhole = typeof what === 'string' && typeof pid === 'number' && typeof since === 'string'
    return isWhole ? { what, pid, since } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** A notice is not worth a failure: what the disk refuses is left out. */
function withoutDisk(call: () => void): void {
  try {
    call()
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
  }
}
