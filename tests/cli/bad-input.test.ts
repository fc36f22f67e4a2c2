import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { rmos, scratchFolder } from './rmos-process.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)
const exampleText = readFileSync('data/examples/classical-mosaic-46.json', 'utf8')

function changed(
  change: (plan: { [key: string]: unknown; rings: Record<string, unknown>[] }) => void,
) {
  const plan = JSON.parse(exampleText) as { rings: Record<string, unknown>[] }
  change(plan)
  return JSON.stringify(plan)
}

const ring = (index: number, field: string, value: unknown) =>
  changed((plan) => {
    const found = plan.rings[index]
    if (found !== undefined) found[field] = value
  })

describe('bad input: one clear sentence, exit 65, nothing written', () => {
  test.each<[string, string, RegExp]>([
    [
      'truncated',
      exampleText.slice(0, 400),
      /^truncated\.json: line \d+, column \d+ is where the text ends/,
    ],
    [
      'text-for-number',
      ring(1, 'outerRadiusMm', 'wide'),
      /rings\[1\]\.outerRadiusMm "wide" is not of type number/,
    ],
    [
      'nan',
      exampleText.replace('"tileCount": 46', '"tileCount": NaN'),
      /line \d+, column \d+ is not valid JSON: found "NaN?/,
    ],
    [
      'inside',
      ring(2, 'outerRadiusMm', 41),
      /rings\[2\]\.outerRadiusMm 41 is inside the soundhole radius 42|rings\[2\]\.outerRadiusMm 41 is inside ring "Mosaic"/,
    ],
    [
      'billion',
      ring(1, 'tileCount', 1e9),
      /rings\[1\]\.tileCount 1000000000 is above the limit 2000/,
    ],
    [
      'newer',
      changed((plan) => {
        plan['version'] = 4
      }),
      /version 4 is newer than version 3/,
    ],
    ['empty', '', /is where the text ends/],
    ['list', '[]', /is a list of 0, not a plan/],
  ])('%s', async (name, text, sentence) => {
    const path = join(scratch.path, `${name}.json`)
    const dataDir = join(scratch.path, `${name}-data`)
    const outDir = join(scratch.path, `${name}-out`)
    writeFileSync(path, text)
    for (const words of [
      ['plan', 'check', path],
      ['run', path, '--out', outDir],
    ]) {
      const refused = await rmos(dataDir, ...words)
      expect(refused.code).toBe(65)
      expect(refused.stdout).toBe('')
      expect(refused.stderr.trim().split('\n')).toHaveLength(1)
      expect(refused.stderr).toMatch(sentence)
    }
    expect(existsSync(dataDir)).toBe(false)
    expect(existsSync(outDir)).toBe(false)
  })
})

describe('exit codes', () => {
  const dataDir = join(scratch.path, 'codes')
  test.each<[number, readonly string[]]>([
    [64, []],
    [64, ['fly']],
    [64, ['run']],
    [64, ['run', 'x.json', '--no-such-option']],
    [66, ['run', 'no-such-plan.json']],
    [66, ['plan', 'check', 'no-such-plan.json']],
    [66, ['runs', 'show', '0'.repeat(32)]],
    [64, ['runs', 'show', '../etc/passwd']],
    [66, ['gcode', 'check', 'no-such-file.nc']],
    [66, ['run', 'data/examples/classical-mosaic-46.json', '--post', 'no-such-post']],
    [64, ['send', '0'.repeat(32)]],
    [0, ['--help']],
    [0, ['plan', 'schema']],
    [0, ['ports']],
    [0, ['doctor']],
  ])('%i for %j', async (code, words) => {
    const ended = await rmos(dataDir, ...words)
    expect(ended.code, ended.stderr).toBe(code)
  })

  test('73 when the folder cannot be written, and no run is made', async () => {
    const file = join(scratch.path, 'a-file')
    writeFileSync(file, '')
    const ended = await rmos(
      join(scratch.path, 'no-run'),
      ...['run', 'data/examples/classical-mosaic-46.json', '--out', file],
    )
    expect(ended.code).toBe(73)
    expect(existsSync(join(scratch.path, 'no-run'))).toBe(false)
  })

  test('73 and a sentence when a foreign file stands where the database belongs', async () => {
    const foreign = join(scratch.path, 'foreign')
    mkdirSync(foreign)
    writeFileSync(join(foreign, 'rmos.db'), 'this is a diary, not a database')
    const ended = await rmos(foreign, 'runs', 'list')
    expect(ended.code).toBe(73)
    expect(readFileSync(join(foreign, 'rmos.db'), 'utf8')).toContain('diary')
  })

  test('plan new never writes over a file', async () => {
    const path = join(scratch.path, 'mine.json')
    expect((await rmos(dataDir, 'plan', 'new', 'classical-mosaic-46', '-o', path)).code).toBe(0)
    const again = await rmos(dataDir, 'plan', 'new', 'steel-string-3-ring', '-o', path)
    expect(again.code).toBe(73)
    expect(readFileSync(path, 'utf8')).toContain('Classical mosaic')
  })

  test('plan render draws SVG and PNG', async () => {
    for (const kind of ['svg', 'png']) {
      const path = join(scratch.path, `rosette.${kind}`)
      const words = ['plan', 'render', 'data/examples/classical-mosaic-46.json', '-o', path]
      expect((await rmos(dataDir, ...words)).code).toBe(0)
    }
    expect(readFileSync(join(scratch.path, 'rosette.svg'), 'utf8')).toMatch(/^<svg /)
    expect(readFileSync(join(scratch.path, 'rosette.png')).subarray(1, 4).toString()).toBe('PNG')
    expect(readdirSync(scratch.path)).toContain('rosette.png')
  })
})
