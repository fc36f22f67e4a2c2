import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import type { Store } from '../../src-main/store/store.ts'
import { openLibraryDesk } from '../../src-main/workshop/library-desk.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { readShippedPlans } from '../../src-main/workshop/shipped-plans.ts'
import { emptyFolder, openStore, unwrap } from '../store/data-folder.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const shipped = unwrap(openLibrary(ROOT))
const desk = (store: Store) => unwrap(openLibraryDesk(shipped, store.settings))

async function newStore(): Promise<Store> {
  return openStore(join(emptyFolder(), 'data'))
}

describe('the records of a workshop', () => {
  test('a changed bit is what plans are judged with, at once and after a restart', async () => {
    const store = await newStore()
    const library = desk(store)
    const [example] = unwrap(readShippedPlans(ROOT))
    if (example === undefined) throw new Error('plans are shipped')
    const { plan } = example
    const gradeOf = (judged = library) =>
      evaluateFeasibility(plan, judged.shelf.recordsFor(plan)).findings.find(
        ({ ruleId }) => ruleId === 'router.stickout-ratio',
      )?.grade
    expect(gradeOf()).toBe('GREEN')
    const tool = library.shelf.recordsFor(plan).tool
    if (tool === null) throw new Error('the plan names a shipped bit')
    const view = unwrap(library.save({ kind: 'tool', record: { ...tool, stickoutMm: 40 } }))
    expect(view.origins).toEqual({ [`tool:${tool.id}`]: 'changed' })
    expect(gradeOf()).toBe('RED')
    expect(gradeOf(desk(store))).toBe('RED')
    unwrap(library.remove('tool', tool.id))
    expect(gradeOf(desk(store))).toBe('GREEN')
    expect(library.view().origins).toEqual({})
  })

  test('an import is all or nothing, and what is not there cannot be removed', async () => {
    const library = desk(await newStore())
    expect(library.importText('bad.json', '{"tools": [{"dia_mm": 0}]}')).toMatchObject({
      ok: false,
      error: { kind: 'invalid-data' },
    })
    expect(library.view().origins).toEqual({})
    const taken = unwrap(library.importText('old.json', '[{"name": "Old bit", "dia_mm": 2}]'))
    expect(taken).toMatchObject({ recordCount: 1, remarks: [] })
    expect(taken.view.origins).toEqual({ 'tool:old-bit': 'own' })
    const saved = library.exportText()
    const other = desk(await newStore())
    expect(unwrap(other.importText(saved.fileName, saved.text)).view).toEqual(taken.view)
    expect(library.remove('blade', 'old-bit')).toMatchObject({ error: { kind: 'not-found' } })
  })

  test('damaged records are told, left alone, and never written over', async () => {
    const store = await newStore()
    unwrap(store.settings.write({ shopRecords: { schema: 'rmos.shop-records', version: 1 } }))
    const library = desk(store)
    expect(library.notice).toContain('the library of this workshop: tools')
    const [tool] = shipped.tools
    if (tool === undefined) throw new Error('tools are shipped')
    expect(library.save({ kind: 'tool', record: tool })).toMatchObject({
      ok: false,
      error: { kind: 'storage' },
    })
    expect(unwrap(store.settings.readAll())['shopRecords']).toEqual({
      schema: 'rmos.shop-records',
      version: 1,
    })
  })
})
