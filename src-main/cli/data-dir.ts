import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { DATABASE_NAME } from '../store/database-name.ts'

/** The system's per-user application data folder for RMOS. */
function perUserDataDir(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') {
    return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'RMOS')
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'RMOS')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'rmos')
}

/** Which database to use, by the environment. */
export interface DatabaseChoice {
  /** `RMOS_DB_PATH`, else `rmos.db` in the data folder; always absolute. */
  readonly databasePath: string
  /** True when `RMOS_SQLITE_DISABLE` is 1, true or yes: the records are kept in files. */
  readonly isSqliteDisabled: boolean
}

/** The database of a data folder, as `RMOS_DB_PATH` and `RMOS_SQLITE_DISABLE` say. */
export function chooseDatabase(dataDir: string, env: NodeJS.ProcessEnv): DatabaseChoice {
  const elsewhere = env['RMOS_DB_PATH']?.trim() ?? ''
  return {
    databasePath: elsewhere === '' ? join(dataDir, DATABASE_NAME) : resolve(elsewhere),
    isSqliteDisabled: /^\s*(1|true|yes)\s*$/i.test(env['RMOS_SQLITE_DISABLE'] ?? ''),
  }
}

/** The data folder: `--data`, else `RMOS_DATA`, else the per-user one; always absolute. */
export function chooseDataDir(
  option: string | undefined,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string {
  return resolve(option ?? env['RMOS_DATA'] ?? perUserDataDir(platform, env))
}
