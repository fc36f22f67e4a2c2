import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openDatabase } from '../../src-main/store/database.ts'
import type { Store } from '../../src-main/store/store.ts'
import { placeOf, unwrap } from '../store/data-folder.ts'

const opened: { readonly store: Store; readonly folder: string }[] = []

afterAll(() => {
  for (const { store, folder } of opened) {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** A new database that stays open until the test file is done. */
export async function openStoreForFile(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-durability-'))
  const store = unwrap(await openDatabase(placeOf(folder)))
  opened.push({ store, folder })
  return store
}
