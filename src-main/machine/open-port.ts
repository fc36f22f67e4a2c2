import { type Result } from '#core/outcome/result.ts'
import type { BytePort } from './byte-port.ts'
import type { PortAddress } from './port-uri.ts'
import { openSerialPort } from './serial-port.ts'
import { openTcpPort } from './tcp-port.ts'
import { openVirtualPort } from './virtual-port.ts'

/** Opens the port an address names; the failure is one sentence. */
export function openPort(address: PortAddress): Promise<Result<BytePort, string>> {
  switch (address.kind) {
    case 'virtual':
      return Promise.resolve(openVirtualPort(address.options))
    case 'tcp':
      return openTcpPort(address.host, address.port)
    case 'serial':
      return openSerialPort(address.path, address.baudRate)
  }
}
