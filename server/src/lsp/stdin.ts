import {
  type DataCallback,
  type Disposable,
  type Message,
  StreamMessageReader,
} from 'vscode-languageserver/node';

/**
 * Reads messages from standard input, whose end is as good as `exit`.
 * @param onLost where what comes in is not framed as the protocol has it: from then on nobody knows where a message begins,
 *   and nothing could ever be answered again. A message that is framed and no JSON is only lost itself.
 */
export function stdinReader(onLost: () => void): StreamMessageReader {
  const reader = new StdinReader(process.stdin);
  reader.onError((fault) => {
    if (!(fault instanceof SyntaxError)) onLost();
  });
  return reader;
}

/** The library looks after the end of a stream that it reads itself, but then tells nobody of faults. */
class StdinReader extends StreamMessageReader {
  override listen(callback: DataCallback): Disposable {
    const exit: Message & { method: string } = { jsonrpc: '2.0', method: 'exit' };
    for (const end of ['end', 'close']) process.stdin.once(end, () => callback(exit));
    return super.listen(callback);
  }
}
