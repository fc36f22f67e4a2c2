import { existsSync, mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { describedApp } from './runtime.ts'

const home = homedir()
const paths = new Map<string, string>([
  ['home', home],
  ['temp', tmpdir()],
  ['desktop', join(home, 'Desktop')],
  ['documents', join(home, 'Documents')],
  ['downloads', join(home, 'Downloads')],
  ['exe', process.execPath],
])

/** Never the real one: a test that names no data folder must not find or leave anything there. */
function throwawayAppData(): string {
  const made = paths.get('appData') ?? mkdtempSync(join(tmpdir(), 'rmos-standin-appdata-'))
  paths.set('appData', made)
  return made
}

/** `app.getPath`; refuses names it does not know. */
export function appPath(name: string): string {
  const known = paths.get(name)
  if (known !== undefined) return known
  if (name === 'appData') return throwawayAppData()
  if (name === 'userData') return join(throwawayAppData(), describedApp().name)
  throw new Error(`Failed to get '${name}' path`)
}

/** `app.setPath`; refuses a relative path and a folder that is not there. */
export function setAppPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute')
  if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
  paths.set(name, path)
}
