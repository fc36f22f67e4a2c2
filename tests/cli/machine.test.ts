import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleCommand } from '../../src-main/cli/machine/console.ts'
import { controllerOnTcp, type WatchedController } from '../machine/controller-on-tcp.ts'
import { commandHere, type CommandSurroundings } from './command-here.ts'
import { scratchFolder } from './rmos-process.ts'

const scratch = scratchFolder()
const dataDir = join(scratch.path, 'data')
let metal: WatchedController
beforeAll(async () => {
  // one controller for all: as on the bench, it stays switched on between the commands
  metal = await controllerOnTcp()
})
afterAll(async () => {
  await metal.close()
  scratch.remove()
})

function machine(line: string, around?: CommandSurroundings) {
  return commandHere(dataDir, ['machine', ...line.split(' ')], around)
}
const onMetal = (line: string, around?: CommandSurroundings) =>
  machine(`${line} --port ${metal.uri}`, around)

/** A console whose lines are these, as from a pipe or typed. */
function consoleWith(lines: readonly string[], isTTY: boolean, uri: string, options = '') {
  const input = Object.assign(new PassThrough(), { isTTY })
  input.end(lines.map((line) => `${line}\n`).join(''))
  return machine(`console${options} --port ${uri}`, { command: consoleCommand(input) })
}

describe('looking', () => {
  test('status tells place, firmware, buffers and offsets, and resets nothing', async () => {
    const { code, result } = await onMetal('status --json')
    expect(code).toBe(0)
    expect(JSON.parse(result)).toMatchObject({
      schema: 'rmos.machine-status',
      engineState: 'ready',
      controllerState: 'Idle',
      controller: { kind: 'grbl', plannerBlocks: 15, receiveBytes: 128 },
      machinePosition: { xMm: 0, yMm: 0, zMm: 0 },
      offsets: { toolLengthOffsetMm: 0 },
      modal: { system: 'G54' },
    })
    const { receivedLines } = metal.controller.record()
    expect(new Set(receivedLines)).toEqual(new Set(['$I', '$G', '$#', '$$']))
  })

  test('a machine that starts locked is told as it is, with what to do, and exit 5', async () => {
    const { code, result } = await machine('status --port virtual:?22=1')
    expect(code).toBe(5)
    expect(result).toContain('Home the machine, or unlock it')
  })
})

describe('moving', () => {
  test('a jog ends before the command does, and says where it stands', async () => {
    const { code, result } = await onMetal('jog X4 Y-2.5 F2000')
    expect([code, result]).toEqual([0, 'X 4.000 Y -2.500 Z 0.000 mm (G54)'])
  })

  test('a zero is written to the controller, read back, and there for the next command', async () => {
    expect((await onMetal('offsets set G55 X1 Y0')).notes).toContain('set and read back')
    const { result } = await onMetal('offsets --json')
    expect(JSON.parse(result)).toMatchObject({
      active: 'G54',
      systems: { G55: { xMm: 3, yMm: -2.5, zMm: 0 }, G54: { xMm: 0, yMm: 0, zMm: 0 } },
    })
  })

  test('go-to asks for a clear height on a machine that is not homed, and raises Z first', async () => {
    const refused = await onMetal('go-to X0 Y0')
    expect([refused.code, refused.notes]).toEqual([
      5,
      expect.stringContaining('no safe height was given'),
    ])
    const gone = await onMetal('go-to X0 Y0 --safe-z 2 F2000')
    expect([gone.code, gone.result]).toEqual([0, 'X 0.000 Y 0.000 Z 2.000 mm (G54)'])
  })

  test('Ctrl+C stops a jog where it is; the position is kept', async () => {
    const interrupt = new AbortController()
    setTimeout(() => {
      interrupt.abort()
    }, 2500)
    const { code, notes } = await onMetal('jog X300 F600', { interrupted: interrupt.signal })
    expect([code, notes]).toEqual([5, expect.stringContaining('Stopping the machine.')])
    const { result } = await onMetal('status --json')
    const { machinePosition, alarm } = JSON.parse(result) as {
      machinePosition: { xMm: number }
      alarm: unknown
    }
    expect(alarm).toBeNull()
    expect(machinePosition.xMm).toBeGreaterThan(0.5)
    expect(machinePosition.xMm).toBeLessThan(60)
  })

  test('homing is refused by a controller without it; a failed one is no success', async () => {
    expect((await onMetal('home')).code).toBe(5)
    const failed = await machine('home --port virtual:?speed=100&22=1&faults=no-switch:1')
    expect([failed.code, failed.notes]).toEqual([5, expect.stringMatching(/ALARM|homing/i)])
  })

  test('the top is found with a plate that was touched by hand first', async () => {
    const bench = await controllerOnTcp({ speed: 20, workpiece: { kind: 'plate', topZMm: -8 } })
    const { code, notes, result } = await machine(`probe top --plate 3 --port ${bench.uri}`, {
      onNote: (note) => {
        if (note.startsWith('Touch the plate')) bench.controller.strike('probe-touch', 12_000)
      },
    })
    await bench.close()
    expect(code, notes).toBe(0)
    expect(notes).toContain('Touch the plate to the tool now')
    expect(result).toContain('Zero is set on Z.')
  })
})

describe('settings', () => {
  test('nothing is written without --yes; with it the value is read back and stays', async () => {
    const shown = await onMetal('settings set 110=400 $120=50')
    expect(shown.code).toBe(4)
    expect(shown.notes).toMatch(/\$110 +X maximum rate +\S+ +→ +400 +mm\/min/)
    const before = settingsOf((await onMetal('settings --json')).result)
    expect(before.get(110)).not.toBe('400.000')
    expect((await onMetal('settings set 110=400 $120=50 --yes')).code).toBe(0)
    const after = settingsOf((await onMetal('settings --json')).result)
    expect([after.get(110), after.get(120)]).toEqual(['400.000', '50.000'])
  })

  test('a backup file brings back what was, and only that; compare says when it is so', async () => {
    const file = join(scratch.path, 'before.txt')
    expect((await onMetal(`settings backup ${file}`)).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain('$110=400.000\n')
    await onMetal('settings set 111=300 --yes')
    const differs = await onMetal(`settings compare ${file}`)
    expect([differs.code, differs.result.split('\n')]).toEqual([
      2,
      [expect.stringMatching(/^\$111/)],
    ])
    expect((await onMetal(`settings restore ${file}`)).code).toBe(4)
    expect((await onMetal(`settings restore ${file} --yes`)).code).toBe(0)
    expect((await onMetal(`settings compare ${file}`)).code).toBe(0)
    // a file that is there already is not written over
    expect((await onMetal(`settings backup ${file}`)).code).toBe(73)
  })

  test('a value out of range, a file that is none and a setting nobody has are refused by name', async () => {
    const high = await onMetal('settings set 100=-1 --yes')
    expect([high.code, high.notes]).toEqual([65, expect.stringContaining('($100)')])
    expect((await onMetal('settings set 999=1 --yes')).code).toBe(66)
    const file = join(scratch.path, 'notes.txt')
    writeFileSync(file, 'shopping list\n')
    const refused = await onMetal(`settings restore ${file} --yes`)
    expect([refused.code, refused.notes]).toEqual([
      65,
      expect.stringContaining('notes.txt: line 1 is "shopping list"'),
    ])
  })
})

function settingsOf(json: string): ReadonlyMap<number, string> {
  const { settings } = JSON.parse(json) as {
    settings: { settingNumber: number; value: string }[]
  }
  return new Map(settings.map(({ settingNumber, value }) => [settingNumber, value]))
}

describe('the console', () => {
  test('a pipe is answered line by line, with the meaning of what was refused, and ends there', async () => {
    const { code, result, notes } = await consoleWith(['$G', 'G1 X5', 'G21'], false, metal.uri)
    expect(code).toBe(65)
    expect(result).toMatch(/> \$G\n {2}\[GC:G0 .*\]\n {2}ok/)
    expect(notes).toContain('error 22')
    expect(result).not.toContain('> G21')
  })

  test('a motion wants --yes in a pipe, and is waited for', async () => {
    const held = await consoleWith(['G0 X1'], false, 'virtual:')
    expect([held.code, held.notes]).toEqual([4, expect.stringContaining('--yes sends it')])
    const sent = await consoleWith(['G1 X3 F600', 'status'], false, 'virtual:', ' --yes')
    expect(sent.code).toBe(0)
    expect(sent.result).toContain('> G1X3F600')
  })

  test('a person is asked, may say no, and goes on after a refusal', async () => {
    const { code, result, notes } = await consoleWith(
      ['G0 X1', 'n', '%', 'G0 X2', 'y', 'quit'],
      true,
      'virtual:',
    )
    expect(code).toBe(0)
    expect(notes).toContain('Not sent.')
    expect(result).not.toContain('> G0X1')
    expect(result).toContain('> G0X2')
  })
})

describe('books', () => {
  test('macros and maintenance need no controller; what is not there is named', async () => {
    expect((await machine('macro list')).notes).toContain('No macro has been made yet')
    const gone = await machine('macro run Park --yes --port virtual:')
    expect([gone.code, gone.notes]).toEqual([66, expect.stringContaining('no macro "Park"')])
    const book = await machine('maintenance --json')
    const { schema, items } = JSON.parse(book.result) as {
      schema: string
      items: { itemId: string }[]
    }
    expect(schema).toBe('rmos.machine-maintenance')
    expect(items.map(({ itemId }) => itemId)).toContain('collet')
    expect((await machine('maintenance done Grease')).code).toBe(66)
  })
})

test.each([
  ['jog X10', 'name the feed'],
  ['jog X10 X20 F500', 'X is given twice'],
  ['jog 10 F500', 'is no axis word'],
  ['home A', 'is no axis'],
  ['offsets set G60 X0', 'is no work system'],
  ['offsets drop', 'is none of set, select and clear-g92'],
  ['settings set 110', 'is no setting such as'],
  ['settings wipe', 'is none of list'],
  ['probe bore --tip 3', '--diameter is wanted'],
  ['probe corner middle --tip 3', 'name one of front-left'],
  ['probe top --plate thick', 'is no number'],
  ['macro run', 'name one macro'],
  ['status now', 'one word too many'],
  ['status', 'name the port'],
])('machine %s is a usage fault before anything is opened', async (line, sentence) => {
  const { code, notes } = await machine(line)
  expect([code, notes]).toEqual([64, expect.stringContaining(sentence)])
})
