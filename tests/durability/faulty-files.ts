import { nodeFiles } from '../../src-main/files/node-files.ts'
import type { DurableFiles, NewFile } from '../../src-main/files/durable-files.ts'

/** The real disk, with calls that fail as told before they are made; counts the calls. */
export function faultyNodeFiles(fault: (callNumber: number, call: string) => string | null): {
  readonly files: DurableFiles
  readonly calls: () => number
} {
  const real = nodeFiles()
  let count = 0
  const check = (call: string) => {
    count += 1
    const code = fault(count, call)
    if (code !== null) throw Object.assign(new Error(`${code}: ${call}`), { code })
  }
  const checked =
    <A extends readonly unknown[], T>(call: string, work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      check(call)
      return work(...args)
    }
  const wrap = (file: NewFile): NewFile => ({
    append: checked('append', file.append),
    sync: checked('sync', file.sync),
    close: file.close,
  })
  return {
    calls: () => count,
    files: {
      makeFolder: checked('makeFolder', real.makeFolder),
      createNew: checked('createNew', async (path: string) => wrap(await real.createNew(path))),
      link: checked('link', real.link),
      rename: checked('rename', real.rename),
      unlink: checked('unlink', real.unlink),
      syncFolder: checked('syncFolder', real.syncFolder),
      syncFile: checked('syncFile', real.syncFile),
      readFile: checked('readFile', real.readFile),
      list: checked('list', real.list),
      isFileNow: real.isFileNow,
      moveNow: real.moveNow,
    },
  }
}
