import { failure, success, type Result } from '#core/outcome/result.ts'
import { parseFaults, type VirtualFault } from './virtual/faults.ts'
import { CONTROLLER_PROFILES, profileNamed, type ControllerProfile } from './virtual/profile.ts'
import { parseWorkpiece, type VirtualWorkpiece } from './virtual/workpiece.ts'

/** How the virtual controller behind a `virtual:` port is to be. */
export interface VirtualOptions {
  /** Its clock against the wall clock; 1 is real time. */
  readonly speed: number
  readonly faults: readonly VirtualFault[]
  readonly profile: ControllerProfile
  /** What its probe can touch, or null. */
  readonly workpiece: VirtualWorkpiece | null
  /** File that gets what it received and did, as JSON, when the port closes; null for none. */
  readonly recordPath: string | null
  /** GRBL settings that differ from its defaults, e.g. `[22, 1]` for homing. */
  readonly settings: readonly (readonly [number, number])[]
}

/** A port as it was named. */
export type PortAddress =
  | { readonly kind: 'virtual'; readonly options: VirtualOptions }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string; readonly baudRate: number }

const BAUD_RATES = [9600, 19_200, 38_400, 57_600, 115_200, 230_400, 250_000, 460_800, 921_600]
const GREATEST_SPEED = 200

/**
 * Reads `virtual:`, `virtual:?speed=20&120=50`, `tcp://host:port`, `serial:/dev/ttyUSB0?baud=115200`
 * or `serial:COM3`. The failure is one sentence.
 */
export function parsePortUri(uri: string): Result<PortAddress, string> {
  if (/^virtual:(\?|$)/.test(uri)) return parseVirtual(uri)
  if (uri.startsWith('tcp:')) return parseTcp(uri)
  if (uri.startsWith('serial:')) return parseSerial(uri)
  return failure(
    `${uri}: a port is written virtual:, tcp://host:port or serial:PATH, e.g. serial:/dev/ttyUSB0?baud=115200.`,
  )
}

function parseTcp(uri: string): Result<PortAddress, string> {
  const parts = /^tcp:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(uri)
  const port = Number(parts?.[2])
  if (parts === null || port < 1 || port > 65_535) {
    return failure(`${uri}: a TCP port is written tcp://host:port with a port from 1 to 65535.`)
  }
  return success({ kind: 'tcp', host: (parts[1] ?? '').replace(/^\[|\]$/g, ''), port })
}

function parseSerial(uri: string): Result<PortAddress, string> {
  const [path = '', query = ''] = uri.slice('serial:'.length).split('?')
  if (!/^(\/dev\/[\w./:-]+|COM\d{1,3})$/.test(path) || path.includes('..')) {
    return failure(`${uri}: a serial port is a device such as /dev/ttyUSB0 or COM3.`)
  }
  const baudText = new URLSearchParams(query).get('baud') ?? '115200'
  if (!BAUD_RATES.includes(Number(baudText))) {
    return failure(`${uri}: baud ${baudText} is none of ${BAUD_RATES.join(', ')}.`)
  }
  return success({ kind: 'serial', path, baudRate: Number(baudText) })
}

/** Query words that are no numbers of settings. */
const VIRTUAL_WORDS = ['speed', 'faults', 'record', 'profile', 'probe']

function parseVirtual(uri: string): Result<PortAddress, string> {
  const query = new URLSearchParams(uri.slice('virtual:'.length))
  const speed = Number(query.get('speed') ?? '1')
  if (!(speed >= 0.1 && speed <= GREATEST_SPEED)) {
    return failure(`${uri}: speed must be from 0.1 to ${String(GREATEST_SPEED)}.`)
  }
  const faults = parseFaults(query.get('faults') ?? '')
  if (!faults.ok) return failure(`${uri}: ${faults.error}`)
  const profile = profileNamed(query.get('profile'))
  if (profile === null) {
    const names = CONTROLLER_PROFILES.map(({ name }) => name).join(', ')
    return failure(`${uri}: profile must be one of ${names}.`)
  }
  const workpiece = workpieceOf(query.get('probe'))
  if (!workpiece.ok) return failure(`${uri}: ${workpiece.error}`)
  const settings = settingsOf(query)
  if (!settings.ok) return failure(`${uri}: ${settings.error}`)
  const options = {
    speed,
    faults: faults.value,
    profile,
    workpiece: workpiece.value,
    recordPath: query.get('record'),
    settings: settings.value,
  }
  return success({ kind: 'virtual', options })
}

function workpieceOf(probe: string | null): Result<VirtualWorkpiece | null, string> {
  return probe === null ? success(null) : parseWorkpiece(probe)
}

function settingsOf(
  query: URLSearchParams,
): Result<readonly (readonly [number, number])[], string> {
  const settings: (readonly [number, number])[] = []
  for (const [key, value] of query) {
    if (VIRTUAL_WORDS.includes(key)) continue
    if (!/^\d{1,3}$/.test(key) || !/^\d+(\.\d+)?$/.test(value)) {
      return failure(`${key}=${value} is no setting of the virtual controller.`)
    }
    settings.push([Number(key), Number(value)])
  }
  return success(settings)
}
