import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkMacro } from '#core/grbl/macros/check-macro.ts'
import { createMacroShelf } from '../../../src-main/machine-room/macro-shelf.ts'
import { GRBL_CODES } from '../../../src-main/machine/grbl-codes.ts'
import { emptyFolder, NOON, openStore, unwrap } from '../../store/data-folder.ts'
import { DeskService } from './desk-service.ts'

const CONTEXT = { modal: null, facts: null, tables: GRBL_CODES }

async function shelf() {
  const store = await openStore(join(emptyFolder(), 'data'))
  const machine = new DeskService()
  let nextId = 0
  const newId = () => {
    nextId += 1
    return `macro-${String(nextId)}`
  }
  const macros = createMacroShelf({
    machine: machine.service,
    store,
    surroundings: { clock: NOON, newId, actor: 'tester' },
    changed: () => undefined,
  })
  await machine.connect()
  return { macros, machine }
}

test('a macro is previewed with its room, its spindle and what it writes', () => {
  const check = checkMacro(
    'G21 G90\nM3 S8000\nG0 X10 Y-5\nG1 Z-2 F200\n(done)\nG10 L20 P1 Z0\n',
    CONTEXT,
  )
  expect(check.problems).toEqual([])
  expect(check.lines).toEqual(['G21G90', 'M3S8000', 'G0X10Y-5', 'G1Z-2F200', 'G10L20P1Z0'])
  expect(check).toMatchObject({ turnsSpindle: true, writesMemory: true })
  expect(check.bounds).toMatchObject({ max: { xMm: 10 }, min: { yMm: -5, zMm: -2 } })
})

test('lines the controller would refuse are named, and such a macro is not kept', async () => {
  const check = checkMacro('G21\nG1 X5\nM6\n$H\n', CONTEXT)
  expect(check.problems.map(({ line }) => line).toSorted()).toEqual([2, 3, 4])
  const { macros } = await shelf()
  const refused = macros.save(null, { name: 'Bad', note: '', text: 'G1 X5\n' })
  expect(refused.ok ? '' : refused.error.message).toContain('Bad, line 1')
})

test('a macro runs line by line and leaves no mode behind', async () => {
  const { macros, machine } = await shelf()
  const { desk } = machine
  const saved = unwrap(
    macros.save(null, { name: 'Park', note: '', text: 'G20 G91\nG0 X1\nG10 L20 P2 X0\n' }),
  )
  const mark = desk.mark
  unwrap(await macros.run(saved.macroId, saved.sha256))
  const lines = desk.since(mark)
  expect(lines.slice(0, 5)).toEqual(['$G', 'G20G91', 'G0X1', 'G10L20P2X0', 'G4P0.01'])
  desk.settle()
  expect(desk.manual.modal).toMatchObject({ units: 'G21', distance: 'G90', system: 'G54' })
  expect(desk.engine.snapshot().machinePosition?.xMm).toBeCloseTo(25.4, 2)
})

test('a dwell and a program stop in a macro are waited for', async () => {
  const { macros, machine } = await shelf()
  const { desk } = machine
  const saved = unwrap(macros.save(null, { name: 'Wait', note: '', text: 'G4 P5\nM0\nG0 X1\n' }))
  const answer = desk.command({
    name: 'manual',
    request: { kind: 'runMacro', name: 'Wait', text: saved.text },
  })
  desk.runUntil(() => desk.state === 'held', 10_000)
  expect(answer()).toBeNull()
  desk.run(4000)
  desk.command({ name: 'resume' })
  desk.runUntil(() => answer() !== null, 10_000)
  expect(answer()?.problem).toBeNull()
  expect(desk.engine.snapshot().machinePosition?.xMm).toBe(1)
})

test('what was changed since the preview does not run', async () => {
  const { macros } = await shelf()
  const first = unwrap(macros.save(null, { name: 'A', note: '', text: 'G0 X1\n' }))
  unwrap(macros.save(first.macroId, { name: 'A', note: '', text: 'G0 X2\n' }))
  const refused = await macros.run(first.macroId, first.sha256)
  expect(refused.ok ? '' : refused.error.message).toContain('not what was previewed')
})

test('macros go to a file and come back under free names; a bad file changes nothing', async () => {
  const { macros } = await shelf()
  unwrap(macros.save(null, { name: 'Park', note: 'to the back', text: 'G0 X1\n' }))
  const text = unwrap(macros.exportAll())
  unwrap(macros.importFile(text))
  expect(unwrap(macros.list()).map(({ name }) => name)).toEqual(['Park', 'Park (2)'])
  expect(macros.importFile('{"kind":"rmos-macros"}').ok).toBe(false)
  expect(macros.importFile('nonsense').ok).toBe(false)
  expect(unwrap(macros.list())).toHaveLength(2)
})
