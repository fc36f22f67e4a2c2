import { describe, expect, test } from 'vitest'
import { allowedExternalAddress } from './external-links.ts'

describe('a link out of the app', () => {
  test.each([
    'https://github.com/gnea/grbl/wiki',
    'https://github.com/grblHAL/core/wiki/Error-codes#42',
    'https://GitHub.com/gnea/grbl/wiki',
    'https://github.com:443/gnea/grbl/wiki',
  ])('%s is handed to the browser', (link) => {
    expect(allowedExternalAddress(link)).toMatch(/^https:\/\/github\.com\/(gnea|grblHAL)\//)
  })

  test.each([
    ['another scheme', 'http://github.com/gnea/grbl/wiki'],
    ['a file', 'file:///etc/passwd'],
    ['a Windows share', 'smb://host/share/run.exe'],
    ['a Windows path', '\\\\host\\share\\run.exe'],
    ['a drive', 'C:\\Windows\\System32\\calc.exe'],
    ['a script', 'javascript:alert(1)'],
    ['a page made on the spot', 'data:text/html,<script>alert(1)</script>'],
    ['a protocol handler', 'ms-msdt:/id'],
    ['another host', 'https://example.com/gnea/grbl/'],
    ['a longer host', 'https://github.com.example/gnea/grbl/'],
    ['a host before it', 'https://example.com/https://github.com/gnea/grbl/'],
    ['a subdomain', 'https://evil.github.com/gnea/grbl/'],
    ['a look-alike letter', 'https://gıthub.com/gnea/grbl/'],
    ['a Cyrillic letter', 'https://githuЬ.com/gnea/grbl/'],
    ['a user name', 'https://github.com@example.com/gnea/grbl/'],
    ['a user at the right host', 'https://someone@github.com/gnea/grbl/'],
    ['another port', 'https://github.com:8443/gnea/grbl/'],
    ['another place there', 'https://github.com/someone/else'],
    ['a place that begins alike', 'https://github.com/gnea/grbl-evil/'],
    ['a way back out', 'https://github.com/gnea/grbl/../../someone/else'],
    ['an encoded way back out', 'https://github.com/gnea/grbl/%2e%2e/%2e%2e/someone/else'],
    ['nothing', ''],
    ['no address', 'github.com/gnea/grbl/'],
  ])('%s is not', (_what, link) => {
    expect(allowedExternalAddress(link)).toBeNull()
  })
})
