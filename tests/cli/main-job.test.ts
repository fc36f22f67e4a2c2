import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rmos, scratchFolder } from './rmos-process.ts'

const EXAMPLE = 'data/examples/classical-mosaic-46.json'
const scratch = scratchFolder()
const dataDir = join(scratch.path, 'data')
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
let runId = ''

beforeAll(async () => {
  const out = join(scratch.path, 'first')
  const made = await rmos(dataDir, 'run', EXAMPLE, '--post', 'grbl', '--out', out)
  expect(made.code, made.stderr).toBe(0)
  runId = made.stdout.trim()
})
afterAll(scratch.remove)

describe('a run of the shipped mosaic', () => {
  test('prints its id and writes a program for every stage with a manifest', () => {
    expect(runId).toMatch(/^[0-9a-f]{32}$/)
    expect(readdirSync(join(scratch.path, 'first')).sort()).toEqual([
      'README.txt',
      'SHA256SUMS',
      'classical-mosaic-46-tiles-1-inlay-channels.grbl.nc',
      'classical-mosaic-46-tiles-2-line-channels.grbl.nc',
      'classical-mosaic-46-tiles-3-soundhole.grbl.nc',
      'classical-mosaic-46-tiles.dxf',
      'classical-mosaic-46-tiles.svg',
      'manifest.json',
    ])
  })

  test('the same plan gives the same bytes a second time', async () => {
    const out = join(scratch.path, 'second')
    const again = await rmos(dataDir, 'run', EXAMPLE, '--post', 'grbl', '--out', out)
    expect(again.code).toBe(0)
    expect(again.stdout.trim()).not.toBe(runId)
    for (const name of readdirSync(out).filter((file) => file.endsWith('.nc'))) {
      const first = readFileSync(join(scratch.path, 'first', name))
      expect(sha256(readFileSync(join(out, name)))).toBe(sha256(first))
    }
  })

  test('the program holds only GRBL words, arcs and not chords, at most 79 characters a line', async () => {
    for (const name of readdirSync(join(scratch.path, 'first'))) {
      if (!name.endsWith('.nc')) continue
      const path = join(scratch.path, 'first', name)
      const text = readFileSync(path, 'utf8')
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(79)
      const cutting = text.split('\n').filter((line) => /^[GXYZIJF]/.test(line))
      const arcs = cutting.filter((line) => line.includes('I') && line.includes('J'))
      const lines = cutting.filter((line) => line.startsWith('G1') && /[XY]/.test(line))
      expect(arcs.length).toBeGreaterThan(lines.length)
      const checked = await rmos(dataDir, 'gcode', 'check', path, '--machine', 'bench-router-400')
      expect(checked.code, checked.stdout).toBe(0)
    }
  })

  test('the artifact is canonical, and every hash in it is that of its own bytes', async () => {
    const shown = await rmos(dataDir, 'runs', 'show', runId, '--json')
    const { artifact, artifactPath } = JSON.parse(shown.stdout) as {
      artifact: {
        hashes: Record<string, string>
        outputs: { gcode_text: string; programs: { sha256: string }[] }
      }
      artifactPath: string
    }
    const file = readFileSync(artifactPath, 'utf8')
    const feasibility = /"feasibility":(\{.*?\}),"hashes":/.exec(file)?.[1] ?? ''
    expect(sha256(feasibility)).toBe(artifact.hashes['feasibility_sha256'])
    expect(sha256(artifact.outputs.gcode_text)).toBe(artifact.hashes['gcode_sha256'])
    expect(artifact.outputs.programs).toHaveLength(3)
    expect((await rmos(dataDir, 'runs', 'verify', runId)).code).toBe(0)
  })

  test('is found in the list, newest first', async () => {
    const listed = await rmos(dataDir, 'runs', 'list', '--json')
    const { schema, runs } = JSON.parse(listed.stdout) as {
      schema: string
      runs: { runId: string }[]
    }
    expect(schema).toBe('rmos.runs')
    expect(runs.map((run) => run.runId)).toContain(runId)
  })

  test('a check moves nothing, heeds no lock and does not count as cut', async () => {
    const words = ['--port', 'virtual:', '--check', '--program', '3-soundhole', '--json']
    const checked = await rmos(dataDir, 'send', runId, ...words)
    expect(checked.code, checked.stderr).toBe(0)
    expect(JSON.parse(checked.stdout)).toMatchObject({ outcome: 'checked' })
  })

  test('a stage stays locked until the one before it is glued and scraped', async () => {
    const port = 'virtual:?speed=200'
    const hole = await rmos(dataDir, 'send', runId, '--port', port, '--program', '3-soundhole')
    expect(hole.code).toBe(4)
    expect(hole.stderr).toContain('3-soundhole is locked.')
    const first = await rmos(dataDir, 'send', runId, '--port', port)
    expect(first.code, first.stderr).toBe(0)
    expect(first.stdout).toMatch(/^completed/)
    const second = await rmos(dataDir, 'send', runId, '--port', port)
    expect(second.code).toBe(4)
    const third = await rmos(dataDir, 'send', runId, '--port', port, '--scraped', '--json')
    expect(JSON.parse(third.stdout)).toMatchObject({
      programId: '2-line-channels',
      outcome: 'completed',
    })
    const shown = await rmos(dataDir, 'runs', 'show', runId, '--json')
    const { sends } = JSON.parse(shown.stdout) as {
      sends: { programId: string; outcome: string }[]
    }
    expect(sends.map((send) => `${send.programId} ${send.outcome}`)).toEqual([
      '2-line-channels completed',
      '1-inlay-channels completed',
      '3-soundhole checked',
    ])
  })
})

describe('feasibility is computed here, always', () => {
  const write = (name: string, change: (plan: Record<string, unknown>) => void) => {
    const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Record<string, unknown>
    change(plan)
    const path = join(scratch.path, name)
    writeFileSync(path, JSON.stringify(plan))
    return path
  }

  test('RED is blocked with exit 4, and the refusal is recorded', async () => {
    const made = await rmos(dataDir, 'run', 'data/examples/measure-first.json')
    expect(made.code).toBe(4)
    const shown = await rmos(dataDir, 'runs', 'show', made.stdout.trim(), '--json')
    const { artifact } = JSON.parse(shown.stdout) as {
      artifact: { status: string; outputs: { gcode_text: unknown } }
    }
    expect(artifact.status).toBe('BLOCKED')
    expect(artifact.outputs.gcode_text).toBeNull()
  })

  test('YELLOW wants a reason; with one it goes on and the reason is kept', async () => {
    const path = write('yellow.json', (plan) => {
      plan['topThicknessMm'] = 3.3
    })
    expect((await rmos(dataDir, 'run', path)).code).toBe(4)
    expect((await rmos(dataDir, 'run', path, '--ack', 'ok')).code).toBe(4)
    const made = await rmos(dataDir, 'run', path, '--ack', 'The top is braced below.', '--json')
    expect(made.code, made.stderr).toBe(0)
    const { run_id } = JSON.parse(made.stdout) as { run_id: string }
    const shown = await rmos(dataDir, 'runs', 'show', run_id, '--json')
    expect(shown.stdout).toContain('"acknowledgement": "The top is braced below."')
  })

  test('a plan that brings its own feasibility is not a plan', async () => {
    const path = write('forged.json', (plan) => {
      plan['feasibility'] = { overall: 'GREEN' }
    })
    const made = await rmos(dataDir, 'run', path)
    expect(made.code).toBe(65)
    expect(made.stderr).toContain('forged.json: has an unknown key: "feasibility"')
  })
})

describe('an outside file', () => {
  test('is recorded as an external run first, then streamed', async () => {
    const path = join(scratch.path, 'square.nc')
    writeFileSync(
      path,
      'G21 G90 G94 G17\nG0 Z5\nM3 S10000\nG4 P1\nG0 X0 Y0\nG1 Z-0.5 F200\nG1 X5 F600\nG1 Y5\nG1 X0\nG1 Y0\nG0 Z5\nM5\nM30\n',
    )
    const sent = await rmos(dataDir, 'send', path, '--port', 'virtual:?speed=100')
    expect(sent.code, sent.stderr).toBe(0)
    const listed = await rmos(dataDir, 'runs', 'list', '--limit', '1', '--json')
    expect(JSON.parse(listed.stdout)).toMatchObject({
      runs: [
        {
          mode: 'external',
          status: 'OK',
          jobName: 'square.nc',
          lastSend: { outcome: 'completed' },
        },
      ],
    })
  })

  test('with a word the controller lacks is blocked and never sent', async () => {
    const path = join(scratch.path, 'toolchange.nc')
    writeFileSync(path, 'G21 G90\nG0 Z5\nT1 M6\nM30\n')
    const sent = await rmos(dataDir, 'send', path, '--port', 'virtual:')
    expect(sent.code).toBe(4)
    expect(sent.stderr).toMatch(/[Ll]ine 3/)
  })
})
