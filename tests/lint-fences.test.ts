import { ESLint } from 'eslint'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '..')
/** The rules that keep a border; they need no types, so the linter runs without them, quickly. */
const FENCE_RULES = new Set([
  'no-restricted-imports',
  'no-restricted-properties',
  'no-restricted-syntax',
  'no-console',
  'max-params',
  'complexity',
])
const eslint = new ESLint({
  cwd: repository,
  ruleFilter: ({ ruleId }) => FENCE_RULES.has(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
})

async function firedRules(path: string, source: string): Promise<string[]> {
  const [result] = await eslint.lintText(source, { filePath: join(repository, path) })
  if (result === undefined) throw new Error(`${path} is not linted`)
  expect(result.fatalErrorCount).toBe(0)
  return result.messages.map(({ ruleId }) => ruleId ?? 'not a rule')
}

const handle = "import { ipcMain } from 'electron'\nipcMain.handle('x', () => 1)\n"
const handleThroughModule = "const e = await import('electron')\ne.ipcMain.handle('x', () => 1)\n"

describe('what a file says against the rules of the house is reported', () => {
  test.each([
    ['src-core/units/a.ts', 'export default 1\n', ['no-restricted-syntax']],
    ['src-main/store/a.ts', "export * from './b.ts'\n", ['no-restricted-syntax']],
    ['src-renderer/ui/a.tsx', 'export default 1\n', ['no-restricted-syntax']],
    ['src-core/units/a.ts', 'export const a = Math.random()\n', ['no-restricted-properties']],
    ['src-core/units/a.ts', 'export const a = Date.now()\n', ['no-restricted-properties']],
    ['src-core/units/a.ts', 'export const a = new Date()\n', ['no-restricted-syntax']],
    ['src-renderer/ui/a.ts', 'crypto.randomUUID()\n', ['no-restricted-properties']],
    ['src-renderer/ui/a.ts', 'void navigator.clipboard\n', ['no-restricted-properties']],
    ['src-core/units/a.ts', "import 'node:fs'\n", ['no-restricted-imports']],
    ['src-main/store/a.ts', "console.log('x')\n", ['no-console']],
    ['src-main/shell/menu.ts', handle, ['no-restricted-imports']],
    ['src-main/index.ts', handle, ['no-restricted-imports']],
    ['src-main/shell/menu.ts', handleThroughModule, ['no-restricted-syntax']],
    [
      'src-core/units/a.ts',
      'export const f = (a, b, c, d, e) => [a, b, c, d, e]\n',
      ['max-params'],
    ],
  ])('%s: %j', async (path, source, rules) => {
    expect(await firedRules(path, source)).toEqual(rules)
  })
})

describe('and what is allowed is not', () => {
  test.each([
    ['src-main/shell/ipc.ts', handle],
    ['src-core/units/a.ts', 'export const a = new Date(0)\n'],
    ['src-main/store/a.ts', 'export const a = Date.now()\n'],
    ['src-renderer/session/copy-text.ts', 'void navigator.clipboard\n'],
    ['scripts/start.mjs', "console.log('x')\n"],
  ])('%s: %j', async (path, source) => {
    expect(await firedRules(path, source)).toEqual([])
  })
})
