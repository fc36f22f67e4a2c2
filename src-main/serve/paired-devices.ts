import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PairedDevice } from '#core/contract/bench.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { z } from 'zod'
import { PAIRED_DEVICES_NAME } from '../backup/data-files.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { replaceFile } from '../files/replace-file.ts'
import { problem } from '../workshop/problems.ts'
import { benchStrings as words } from './bench.strings.ts'

/** Devices that may be paired at once. */
export const MAX_DEVICES = 20
/** A device that was not here for so long has to be paired again. */
export const FORGOTTEN_AFTER_DAYS = 180
const DAY_MS = 86_400_000
const TOKEN_BYTES = 32
/** Being here is noted at most so often. */
const SEEN_INTERVAL_MS = 60_000

const fileSchema = z.strictObject({
  schema: z.literal('rmos.devices'),
  version: z.literal(1),
  /** Port of the shop network, so that a tablet's bookmark still works tomorrow; 0 before the first. */
  networkPort: z.int().min(0).max(65_535),
  devices: z.array(
    z.strictObject({
      deviceId: z.string().min(1).max(80),
      name: z.string().min(1).max(80),
      tokenSha256: z.string().regex(/^[0-9a-f]{64}$/),
      pairedAtUtc: z.iso.datetime(),
      lastSeenUtc: z.iso.datetime(),
    }),
  ),
})
type DeviceFile = z.output<typeof fileSchema>
type DeviceRecord = DeviceFile['devices'][number]
/** A paired device as it is kept, without its hash. */
export type KeptDevice = Omit<PairedDevice, 'isConnected'>

/** The paired devices, kept in a file of the data folder. */
export interface DeviceBook {
  readonly list: () => readonly KeptDevice[]
  /** Keeps a new device; its token is told this once and kept as a hash. */
  readonly add: (
    name: string,
  ) => Promise<Result<{ readonly device: KeptDevice; readonly token: string }, Problem>>
  readonly ofToken: (token: string) => KeptDevice | null
  /** Notes that a device is here now. */
  readonly seen: (deviceId: string) => void
  /** Forgets these devices at once; a failure says that they would be back after a restart. */
  readonly remove: (deviceIds: readonly string[]) => Promise<Result<void, Problem>>
  readonly networkPort: () => number
  readonly keepNetworkPort: (port: number) => Promise<Result<void, Problem>>
  /** Resolves when everything is written. */
  readonly settled: () => Promise<void>
}

/** What the book works with. */
export interface DeviceBookParts {
  readonly dataDir: string
  readonly files: DurableFiles
  readonly clock: () => Date
  readonly log: (message: string) => void
}

const EMPTY: DeviceFile = { schema: 'rmos.devices', version: 1, networkPort: 0, devices: [] }

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function withoutHash({ tokenSha256: _, ...device }: DeviceRecord): KeptDevice {
  return device
}

/** Nobody is paired by a file that cannot be read; that is told, and the file replaced in time. */
function readBook({ dataDir, clock, log }: DeviceBookParts): DeviceFile {
  const path = join(dataDir, PAIRED_DEVICES_NAME)
  try {
    const read = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    const oldest = clock().getTime() - FORGOTTEN_AFTER_DAYS * DAY_MS
    const devices = read.devices.filter(({ lastSeenUtc }) => Date.parse(lastSeenUtc) >= oldest)
    return { ...read, devices }
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') {
      log(`${path} cannot be read, so every device has to be paired again.`)
    }
    return EMPTY
  }
}

/** `Tablet`, or `Tablet 2` where there is a `Tablet` already. */
function freeName(name: string, devices: readonly DeviceRecord[]): string {
  const taken = new Set(devices.map((device) => device.name))
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name} ${String(number)}`)) number += 1
  return `${name} ${String(number)}`
}

/** Opens the book of a data folder. */
export function openDeviceBook(parts: DeviceBookParts): DeviceBook {
  return new Book(parts)
}

class Book implements DeviceBook {
  readonly #parts: DeviceBookParts
  #kept: DeviceFile
  #writing: Promise<unknown> = Promise.resolve()

  constructor(parts: DeviceBookParts) {
    this.#parts = parts
    this.#kept = readBook(parts)
  }

  readonly list = (): readonly KeptDevice[] => this.#kept.devices.map(withoutHash)

  readonly add: DeviceBook['add'] = async (name) => {
    const { devices } = this.#kept
    if (devices.length >= MAX_DEVICES) {
      return failure(problem('busy', words.tooManyDevices(MAX_DEVICES)))
    }
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const device: DeviceRecord = {
      deviceId: randomBytes(8).toString('hex'),
      name: freeName(name, devices),
      tokenSha256: sha256(token),
      pairedAtUtc: this.#nowUtc(),
      lastSeenUtc: this.#nowUtc(),
    }
    this.#put([...devices, device])
    const written = await this.#write()
    if (written.ok) return success({ device: withoutHash(device), token })
    this.#put(this.#kept.devices.filter((other) => other !== device))
    return written
  }

  readonly ofToken = (token: string): KeptDevice | null => {
    const hash = sha256(token)
    const device = this.#kept.devices.find(({ tokenSha256 }) => tokenSha256 === hash)
    return device === undefined ? null : withoutHash(device)
  }

  readonly seen = (deviceId: string): void => {
    const { devices } = this.#kept
    const device = devices.find((one) => one.deviceId === deviceId)
    if (device === undefined) return
    const sinceMs = this.#parts.clock().getTime() - Date.parse(device.lastSeenUtc)
    if (sinceMs < SEEN_INTERVAL_MS) return
    const now = { ...device, lastSeenUtc: this.#nowUtc() }
    this.#put(devices.map((one) => (one === device ? now : one)))
    void this.#write().then((written) => {
      if (!written.ok) this.#parts.log(written.error.message)
    })
  }

  readonly remove = (deviceIds: readonly string[]): Promise<Result<void, Problem>> => {
    this.#put(this.#kept.devices.filter(({ deviceId }) => !deviceIds.includes(deviceId)))
    return this.#write()
  }

  readonly networkPort = (): number => this.#kept.networkPort

  readonly keepNetworkPort = (networkPort: number): Promise<Result<void, Problem>> => {
    if (networkPort === this.#kept.networkPort) return Promise.resolve(success(undefined))
    this.#kept = { ...this.#kept, networkPort }
    return this.#write()
  }

  readonly settled = async (): Promise<void> => {
    await this.#writing
  }

  #put(devices: readonly DeviceRecord[]): void {
    this.#kept = { ...this.#kept, devices: [...devices] }
  }

  #nowUtc(): string {
    return this.#parts.clock().toISOString()
  }

  /** One write at a time, each of the newest state. */
  #write(): Promise<Result<void, Problem>> {
    const path = join(this.#parts.dataDir, PAIRED_DEVICES_NAME)
    const written = this.#writing.then(async () => {
      const text = `${JSON.stringify(this.#kept, null, 2)}\n`
      const replaced = await replaceFile(this.#parts.files, path, Buffer.from(text))
      return replaced.ok ? success(undefined) : replaced
    })
    this.#writing = written
    return written
  }
}
