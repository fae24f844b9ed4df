import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver';
import { LOCK_NAME } from '../images/lock';
import { PROFILE_NAME } from '../profile/read';
import type { Client } from './options';

/** Asks to be told of changed settings and profiles. */
export async function subscribe(connection: Connection, client: Client): Promise<void> {
  if (client.registersConfiguration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'ecsDefender' });
  if (client.watchesFiles)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: `**/${PROFILE_NAME}` }, { globPattern: `**/${LOCK_NAME}` }],
    });
}
