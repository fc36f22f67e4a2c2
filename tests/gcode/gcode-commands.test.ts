import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Command } from '../../src-main/cli/command.ts'
import { gcodeCheck } from '../../src-main/cli/gcode-check.ts'
import { postList } from '../../src-main/cli/post-list.ts'

const folder = mkdtempSync(join(tmpdir(), 'gcode-check-'))
const installDir = join(import.meta.dirname, '../..')

afterAll(() => {
  rmSync(folder, { recursive: true })
})

async function call(command: Command, positionals: string[], values = {}, json = false) {
  const out: string[] = []
  const notes: string[] = []
  const exit = await command.run(
    { positionals, values },
    {
      writeResult: (text) => out.push(text),
      writeNote: (text) => notes.push(text),
      json,
      interactive: false,
      dataDir: folder,
      database: { databasePath: join(folder, 'rmos.db'), isSqliteDisabled: false },
      installDir,
      interrupted: new AbortController().signal,
    },
  )
  return { exit, out: out.join('\n'), notes: notes.join('\n') }
}

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const GOOD =
  'G21 G90 G94 G17\nG0 Z5\nM3 S10000\nG4 P5\nG0 X0 Y0\nG1 Z-1 F60\nG2 X0 I5\nG0 Z5\nM5\nM30\n'
const MACHINE = { machine: 'bench-router-400' }

test('a clean program: a table of what it amounts to, exit 0', async () => {
  const { exit, out, notes } = await call(gcodeCheck, [file('good.nc', GOOD)], MACHINE)
  expect(exit).toBe(0)
  expect(notes).toBe('')
  expect(out).toMatch(/^good\.nc: clean\n/)
  // 6 mm down and 2π·5 mm round at 1 mm/s, 5 s of dwell, 6 mm up at 1500 mm/min: 42.7 s
  expect(out).toMatch(/takes at least +0:43/)
})

test('refused and unsafe lines are listed with number and error, exit 2', async () => {
  const path = file('bad.nc', GOOD.replace('M3 S10000', 'M6 T1').replace('G4 P5', '/G4 P5'))
  const { exit, out } = await call(gcodeCheck, [path])
  expect(exit).toBe(2)
  expect(out).toMatch(/line 3 +refused +error 20 +M6 is not a GRBL word/)
  expect(out).toMatch(/line 4 +unsafe +GRBL drops the \//)
  expect(out).toMatch(/line 6 +unsafe +cuts with the spindle off/)
})

test('--json is one document with a schema, whatever the verdict', async () => {
  for (const [text, exit, verdict] of [
    [GOOD, 0, 'clean'],
    ['M6\n', 2, 'refused'],
    ['Dear Sir\n', 65, 'not-gcode'],
  ] as const) {
    const answer = await call(gcodeCheck, [file('any.nc', text)], MACHINE, true)
    expect(answer.exit).toBe(exit)
    expect(JSON.parse(answer.out)).toMatchObject({
      schema: 'rmos.gcode-check',
      version: 1,
      file: 'any.nc',
      machineId: 'bench-router-400',
      verdict,
    })
  }
})

test('what is no G-code is exit 65, what is not there 66, a wrong name 64, each in one sentence', async () => {
  const letter = await call(gcodeCheck, [file('letter.nc', 'Dear Sir,\nyours\n')])
  expect(letter).toMatchObject({ exit: 65, out: '' })
  expect(letter.notes).toBe('letter.nc: holds no G-code: 2 of 2 lines cannot be read as words')
  const picture = await call(gcodeCheck, [file('x.nc', new Uint8Array([0x89, 0x50, 0, 1]))])
  expect(picture.exit).toBe(65)
  expect((await call(gcodeCheck, [file('empty.nc', '')])).exit).toBe(65)
  expect((await call(gcodeCheck, [join(folder, 'none.nc')])).exit).toBe(66)
  expect((await call(gcodeCheck, [])).exit).toBe(64)
  const good = file('good.nc', GOOD)
  const machine = await call(gcodeCheck, [good], { machine: 'none' })
  expect(machine.exit).toBe(64)
  expect(machine.notes).toContain('bench-router-400')
  expect((await call(gcodeCheck, [good], { post: 'none' })).exit).toBe(64)
  expect((await call(gcodeCheck, [good], { post: 'grbl' })).exit).toBe(0)
})

const SHIPPED = [
  'fluidnc',
  'generic',
  'grbl',
  'grblhal',
  'linuxcnc',
  'mach4',
  'masso',
  'pathpilot',
] as const

test('post list names the shipped posts', async () => {
  expect(await call(postList, [])).toMatchObject({ exit: 0, notes: '' })
  expect((await call(postList, [])).out).toMatch(/^grbl +GRBL 1\.1 +\.nc/m)
  const json = JSON.parse((await call(postList, [], {}, true)).out) as unknown
  expect(json).toMatchObject({
    schema: 'rmos.post-list',
    posts: SHIPPED.map((id) => ({ id })),
    refused: [],
  })
})
