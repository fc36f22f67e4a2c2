import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '..')

/**
 * What tsc says about `source` as one more file of an environment, together with everything the
 * environment already has: a stray dependency that drags other globals in shows here. The file
 * exists only in memory.
 */
function complaintsAbout(config: string, path: string, source: string): string[] {
  const configPath = join(repository, config)
  const { config: json } = ts.readConfigFile(configPath, (name) => ts.sys.readFile(name)) as {
    config: unknown
  }
  const parsed = ts.parseJsonConfigFileContent(json, ts.sys, repository, undefined, configPath)
  const options = { ...parsed.options, incremental: false }
  delete options.tsBuildInfoFile
  // The compiler writes paths with slashes on every system.
  const leakPath = join(repository, path).replaceAll('\\', '/')
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    getSourceFile: (name, languageVersion, ...rest) =>
      name === leakPath
        ? ts.createSourceFile(name, source, languageVersion)
        : disk.getSourceFile(name, languageVersion, ...rest),
    fileExists: (name) => name === leakPath || disk.fileExists(name),
    readFile: (name) => (name === leakPath ? source : disk.readFile(name)),
  }
  const program = ts.createProgram([...parsed.fileNames, leakPath], options, host)
  const leak = program.getSourceFile(leakPath)
  expect(program.getSourceFiles().length).toBeGreaterThan(parsed.fileNames.length)
  return program
    .getSemanticDiagnostics(leak)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

/** One use of a global per line. */
function usesOf(globals: readonly string[]): string {
  return globals.map((name, n) => `export const leak${String(n)} = ${name}\n`).join('')
}

describe('a global that an environment does not have is a compile error there', () => {
  test.each([
    [
      'core',
      'tsconfig.core.json',
      'src-core/units/leak.ts',
      ['window', 'document', 'process', 'setTimeout', 'fetch', 'console', 'Buffer', 'require'],
    ],
    [
      'main',
      'tsconfig.node.json',
      'src-main/store/leak.ts',
      ['window', 'document', 'alert', 'HTMLElement'],
    ],
    [
      'the renderer',
      'tsconfig.web.json',
      'src-renderer/ui/leak.ts',
      ['process', 'Buffer', 'require', 'global', 'setImmediate', '__dirname'],
    ],
  ])('%s', (_name, config, path, globals) => {
    const complaints = complaintsAbout(config, path, usesOf(globals))
    for (const name of globals) {
      expect(
        complaints.filter((text) => text.includes(`'${name}'`)),
        name,
      ).toHaveLength(1)
    }
    expect(complaints).toHaveLength(globals.length)
  })
})

test('what an environment does have is no error', () => {
  const web = usesOf(['window', 'document', 'setTimeout', 'WebSocket'])
  expect(complaintsAbout('tsconfig.web.json', 'src-renderer/ui/leak.ts', web)).toEqual([])
  const main = usesOf(['process', 'setTimeout', 'Buffer'])
  expect(complaintsAbout('tsconfig.node.json', 'src-main/store/leak.ts', main)).toEqual([])
})

test('a call misspelt, with a wrong field or without a handler does not compile', () => {
  const source = `
    import type { Api, Handlers } from '#core/contract/index.ts'
    export const misspelt = (rmos: Api) => rmos.plans.opne({ planId: 'p' })
    export const wrongField = (rmos: Api) => rmos.plans.open({ id: 'p' })
    export const wrongType = (rmos: Api) => rmos.plans.open({ planId: 1 })
    export const missing: Handlers['app'] = {}
  `
  const complaints = complaintsAbout('tsconfig.core.json', 'src-core/contract/leak.ts', source)
  expect(complaints).toEqual([
    expect.stringContaining("'opne' does not exist"),
    expect.stringContaining("'id' does not exist"),
    expect.stringContaining("'number' is not assignable to type 'string'"),
    expect.stringContaining('is missing the following properties'),
  ])
})
