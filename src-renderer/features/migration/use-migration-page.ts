import { useEffect } from 'react'
import { followMigration, useMigration } from './migration.store.ts'

/** Reads everything when a page opens and follows jobs while it is shown; when that last happened. */
export function useMigrationPage(): number {
  useEffect(() => {
    void useMigration.getState().load()
    return followMigration()
  }, [])
  return useMigration((state) => state.nowMs)
}
