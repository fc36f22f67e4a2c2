import { spawn } from 'node:child_process'

/** Hands an address, a file or a folder to the system's own program for it. */
export function openWithSystem(what: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? (['rundll32', ['url.dll,FileProtocolHandler', what]] as const)
      : ([process.platform === 'darwin' ? 'open' : 'xdg-open', [what]] as const)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  // on a machine without an opener the printed link, or the folder's name on the page, is there
  child.on('error', () => {
    child.unref()
  })
  child.unref()
}
