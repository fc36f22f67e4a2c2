import Database from 'better-sqlite3'

/** A lock that is held until it is released or its process ends, however it ends. */
export interface HeldLock {
  readonly release: () => void
}

/**
 * Takes the lock of this name for the whole computer: null when another process (or another
 * holder in this one) has it. It is SQLite's own file lock on an empty file, which the system lets
 * go of with the process; a file with a process number in it would outlive its process. Throws
 * when the file cannot be made.
 */
export function takeExclusiveLock(path: string): HeldLock | null {
  const db = new Database(path, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return {
    release: () => {
      db.close()
    },
  }
}
