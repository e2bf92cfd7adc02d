// The reference's React hook as it stands there, over the smallest React that has what it uses: state and one effect.
// Usage: use-balance.mjs <origin> <token>; says on its output what the component would show.
import { createInterface } from 'node:readline';
import io from 'socket.io-client';

const [origin, userToken] = process.argv.slice(2);
const say = (what, details) => process.stdout.write(JSON.stringify({ what, ...details }) + '\n');
const toast = { success: (message) => say('toast', { message }) };

const cells = [];
let cell = 0;
let effect;
const useState = (initial) => {
  const at = cell++;
  cells[at] ??= initial;
  return [
    cells[at],
    (value) => {
      cells[at] = value;
      render();
    },
  ];
};
const useEffect = (run) => (effect ??= { cleanup: run() });

const useBalance = (token) => {
  const [balance, setBalance] = useState(null);
  const [socket, setSocket] = useState(null);

  useEffect(() => {
    const newSocket = io(origin + '/balance', {
      auth: { token },
    });

    newSocket.on('balance_initial', (data) => {
      setBalance(data.balance);
    });

    newSocket.on('balance_updated', (data) => {
      setBalance(data.newBalance);
      toast.success(`Balance updated: $${data.newBalance}`);
    });

    newSocket.on('transaction_completed', (data) => {
      toast.success(`Transaction completed: $${data.amount}`);
    });

    newSocket.on('error', (error) => {
      say('error', { error });
    });

    newSocket.on('balance_current', (data) => {
      say('current', { balance: data.balance });
    });

    queueMicrotask(() => setSocket(newSocket));

    return () => {
      newSocket.close();
    };
  }, [token]);

  const refreshBalance = () => {
    socket?.emit('get_current_balance');
  };

  return { balance, refreshBalance };
};

let shown;
function render() {
  cell = 0;
  shown = useBalance(userToken);
  say('show', { text: shown.balance?.toFixed(2) ?? '---' });
}
render();

createInterface({ input: process.stdin })
  .on('line', () => shown.refreshBalance())
  .on('close', () => {
    effect.cleanup();
    process.exit(0);
  });
