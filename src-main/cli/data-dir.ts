import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The system's per-user application data folder for RMOS. */
function perUserDataDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') {
    return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'RMOS')
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'RMOS')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'rmos')
}

/** The data folder: `--data`, else `RMOS_DATA`, else the per-user one; always absolute. */
export function chooseDataDir(
  option: string | undefined,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string {
  return resolve(option ?? env['RMOS_DATA'] ?? perUserDataDir(platform, env))
}
