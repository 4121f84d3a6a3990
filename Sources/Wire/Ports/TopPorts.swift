/// The ports that are worth asking first: 20 that lead, 100 that follow, 1000 in all.
///
/// How the lists were made: by hand, each port because a service has it by default: IANA's service
/// names, and the default ports of the servers, devices and systems that the comments name. A port
/// stands in the first group that has it. The first hundred are in the order in which we expect to
/// meet them; behind them the groups count, not the order within. No scanner's list of ports or
/// frequencies was used, and no share of hosts is claimed.
public enum TopPorts {
  /// 100 UDP ports, those with a payload of `UDPService` first.
  public static let udp: [UInt16] = [
    53, 123, 161, 137, 443, 500, 5353, 1900, 4500, 69, 67, 111, 514, 520, 1194, 3478, 5060, 51820,
    389, 138, 88, 623, 1701, 1812, 1813, 5351, 5355, 11211, 2049, 47808, 5683, 162, 68, 631, 853,
    1434, 3702, 4789, 7, 13, 17, 19, 37, 9, 177, 427, 464, 1645, 1646, 2123, 2152, 27015, 19132,
    19302, 5349, 5684, 4433, 3391, 6343, 2055, 9995, 4739, 8125, 8472, 6081, 862, 319, 320, 49,
    546, 547, 445, 3283, 3389, 3479, 3544, 3784, 3799, 1604, 1718, 1719, 1985, 2427, 2944, 5004,
    5005, 5061, 5246, 5247, 5632, 6881, 7946, 8301, 8600, 8805, 9987, 10161, 12201, 20000, 25826,
  ]

  /// 1000 TCP ports.
  public static let tcp: [UInt16] = [
    // What most hosts that answer at all have open: the 20.
    80, 443, 22, 21, 25, 53, 445, 3389, 110, 143, 8080, 3306, 23, 139, 135, 993, 995, 587, 5900,
    8443,
    // Web servers and proxies on their second ports.
    8000, 8888, 8081, 8008, 81, 82, 3000, 5000, 9000, 9090, 8001, 8090, 10000, 3128, 1080, 8082,
    8083, 8880, 4443, 9443,
    // Mail, directories, files, printing, remote administration.
    465, 389, 636, 111, 2049, 548, 554, 631, 515, 9100, 1723, 179, 5060, 5061, 5985, 5986, 88,
    464, 3268, 873,
    // Databases, queues, caches, search.
    5432, 1433, 1521, 6379, 27017, 9200, 11211, 5672, 15672, 1883, 8883, 9092, 2181, 9042, 5984,
    8086, 50000, 3050, 26257, 7474,
    // Containers, clusters, monitoring; Windows RPC's first ports; a 100 ends here.
    2375, 2376, 6443, 10250, 2379, 9091, 9093, 8500, 8200, 4646, 5601, 9300, 2222, 990, 5357,
    49152, 49153, 49154, 49155, 7,
    // Well-known (IANA): the small services, transfer, names, remote shells.
    1, 5, 9, 11, 13, 15, 17, 19, 20, 24, 26, 37, 42, 43, 49, 67, 68, 69, 70, 79, 95, 98, 101, 102,
    104, 106, 109, 113, 115, 119, 123, 129, 137, 138,
    // Well-known: management, mail queues, directories, Apple, Novell, SNA.
    161, 162, 163, 174, 177, 178, 191, 194, 195, 199, 201, 209, 210, 220, 256, 257, 258, 259, 264,
    308, 311, 318, 363, 369, 370, 371, 372, 383, 387,
    // Well-known: secure and media variants, BSD's r-commands, databases.
    401, 407, 411, 412, 427, 444, 447, 448, 458, 487, 491, 497, 500, 502, 510, 512, 513, 514, 517,
    518, 520, 523, 524, 530, 531, 532, 538, 540, 541, 543, 544, 546, 547, 556, 560, 563, 564,
    // Well-known: registered from 587 on.
    591, 593, 594, 600, 601, 607, 610, 611, 612, 620, 623, 625, 626, 628, 635, 639, 643, 646, 647,
    648, 653, 654, 655, 657, 660, 666, 674, 680, 687, 688, 689, 691, 694, 695, 698, 700, 702, 706,
    711, 712, 720, 729, 749, 750, 751, 752, 754, 760, 765, 767, 774, 782, 783, 800, 801, 808, 828,
    829, 830, 831, 832, 833, 843, 847, 848, 853, 860, 861, 862, 871, 880, 886, 887, 888, 897, 898,
    900, 901, 902, 903, 910, 911, 912, 913, 953, 987, 989, 991, 992, 994, 996, 997, 998, 999,
    1010,
    // Second ports of web servers below 1000.
    83, 84, 85, 86, 87, 89, 90, 777, 981,
    // VPN, tunnels, proxies: OpenVPN, L2TP, SoftEther, Squid, Privoxy, Tor, Shadowsocks.
    1194, 1701, 5555, 3129, 8118, 8123, 9001, 9030, 9040, 9050, 9051, 9150, 8388, 1081, 1082,
    4500, 943, 1198, 51820, 41641,
    // Remote desktops: Citrix, VNC and its displays, X11, TeamViewer, AnyDesk, NoMachine,
    // pcAnywhere, Radmin, X2Go.
    1494, 2598, 5800, 5801, 5802, 5803, 5901, 5902, 5903, 5904, 5905, 5906, 5907, 5908, 5909,
    5910, 6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009, 6010, 6063, 5938, 7070,
    4000, 5631, 5632, 4899, 3388, 3390, 6080, 6901,
    // Java: RMI, JMX, WebLogic, WebSphere, JBoss, GlassFish, Tomcat.
    1098, 1099, 1100, 8009, 8005, 8010, 7001, 7002, 9043, 9060, 9080, 9990, 9993, 9999, 4848,
    8181, 3700, 4444, 4445, 4446, 4447, 4712, 4713, 8787, 5005, 2809, 9401, 9402, 9810, 1527,
    // Databases: Oracle, SQL Server, DB2, Informix, Sybase, Firebird, SAP, Teradata, Vertica,
    // MySQL X, PgBouncer.
    1522, 1523, 1525, 1526, 1529, 1434, 2483, 2484, 1630, 5500, 446, 50001, 9088, 9089, 4100,
    2638, 5001, 3051, 30013, 30015, 30017, 1025, 5433, 5434, 33060, 3307, 6432, 6433, 4306,
    // Databases: Mongo, Redis cluster and sentinel, Cassandra, CouchDB, Riak, Neo4j, Influx,
    // Elastic, Solr, ClickHouse, Cockroach, Hive, Impala, Druid, Couchbase, RethinkDB, Arango,
    // Memgraph, etcd, Consul.
    27018, 27019, 28017, 6380, 6381, 6382, 16379, 26379, 7000, 7199, 9160, 6984, 4369, 8087, 8098,
    7473, 7687, 8088, 8089, 9301, 9600, 8983, 7574, 9004, 9005, 9009, 9440, 9181, 10002, 10001,
    9083, 21000, 21050, 25000, 25010, 25020, 8091, 8092, 8093, 8094, 8095, 8096, 11207, 11210,
    18091, 18092, 28015, 29015, 8529, 7444, 2380, 4001, 8300, 8301, 8302, 8501, 8502, 8600,
    // Queues and streams: RabbitMQ, ActiveMQ, Kafka, NATS, Pulsar, MQTT, STOMP, ZooKeeper, IBM MQ,
    // NSQ, Gearman, beanstalkd, Mosquitto over WebSocket.
    5671, 25672, 61613, 61614, 61616, 8161, 9094, 9095, 4222, 6222, 8222, 6650, 6651, 8884, 61619,
    2888, 3888, 1414, 1415, 1416, 4150, 4151, 4160, 4161, 4730, 11300, 15671, 15674, 15675, 1885,
    // Big data: Hadoop, HBase, Spark, Flink, Storm, Ambari, Hue, Zeppelin, Jupyter, Airflow,
    // MLflow, Ray, Dask.
    8020, 8021, 9866, 9867, 9864, 9868, 9870, 9871, 50010, 50020, 50030, 50060, 50070, 50075,
    50090, 8030, 8031, 8032, 8033, 8040, 8042, 8044, 8188, 10020, 19888, 16000, 16010, 16020,
    16030, 7077, 7078, 4040, 4041, 18080, 18081, 8480, 8485, 6123, 6124, 6627, 6700, 8440, 8441,
    8889, 8793, 8265, 8786,
    // Containers and clusters: Docker, Swarm, Kubernetes, Nomad, Mesos, OpenShift, Calico, Cilium,
    // Portainer, Rancher, registry.
    2377, 7946, 10248, 10249, 10251, 10252, 10255, 10256, 10257, 10259, 4647, 4648, 5050, 5051,
    8101, 9099, 4240, 4244, 9890, 9962, 30000, 30443, 9345, 6444, 16443, 19001,
    // Monitoring: Prometheus and its exporters, Grafana, Graphite, Zabbix, Nagios, Munin, Icinga,
    // Netdata, Sensu, Splunk, Loki, Jaeger, Zipkin, Kibana, Datadog.
    9096, 9097, 9101, 9102, 9103, 9104, 9107, 9108, 9111, 9113, 9114, 9115, 9116, 9117, 9119,
    9121, 9125, 9126, 9127, 9130, 9182, 9187, 9216, 9252, 9256, 9308, 9323, 2003, 2004, 2023,
    2024, 10050, 10051, 10052, 10053, 5666, 5667, 12489, 4949, 5665, 19999, 4567, 3100, 9997,
    9998, 9411, 14250, 14268, 14269, 16686, 4317, 4318, 55678, 55679, 5775, 5778, 8125, 8126,
    5044, 9563, 6514, 12201, 24224, 24225, 24231, 8065,
    // Development and continuous integration: Git, Gerrit, Subversion, Jenkins, TeamCity, GitLab,
    // Gitea, SonarQube, Nexus, Artifactory, Perforce, debuggers, dev servers.
    9418, 29418, 3690, 50022, 8111, 8929, 3001, 9002, 8046, 1666, 9229, 9230, 2345, 4200, 4201,
    5173, 5174, 35729, 24678, 8100, 1313, 4321, 6060, 6061, 19000, 19006, 8545, 8546, 30303, 9545,
    1337, 8025, 5858,
    // Mail and groupware: submission, sieve, Exchange, Zimbra, Domino, ManageSieve, spam and virus
    // filters.
    2525, 4190, 2000, 7025, 7071, 7072, 7110, 7143, 7993, 7995, 1352, 63148, 3310, 8891, 8893,
    10024, 10025, 10026, 11332, 11333, 11334, 12340,
    // Chat and voice: XMPP, IRC, Matrix, Mumble, TeamSpeak, Asterisk, H.323, SCCP, RTMP, STUN,
    // Jitsi.
    5222, 5223, 5269, 5270, 5280, 5281, 5443, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667,
    6668, 6669, 6670, 6697, 8448, 64738, 10011, 30033, 5038, 4569, 1718, 1719, 1720, 2001, 2002,
    2427, 2443, 2944, 1935, 3478, 3479, 5349, 5350, 10443, 5347,
    // Files and media: NFS mounts, AFP, WebDAV, rsync, iSCSI, Plex, Jellyfin, Emby, DLNA, DAAP,
    // Icecast, Sonos, Kodi, Roon.
    20048, 4045, 32803, 662, 875, 2020, 3260, 3205, 32400, 32469, 8920, 3689, 8554, 1400, 1443,
    9777, 9330, 1755, 1234, 5004, 2869, 8895, 6600, 8190,
    // Sharing and downloads: BitTorrent, eMule, Transmission, Deluge, Sonarr and kin, Syncthing,
    // IPFS, Bitcoin and kin.
    6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889, 6969, 4662, 4672, 58846, 8112, 8989,
    7878, 8686, 9696, 6767, 5055, 8384, 22000, 8332, 8333, 18332, 18333, 9332, 9333, 22556, 30304,
    9735, 8233, 50002, 3333, 14444,
    // Network gear: Cisco, MikroTik, Ubiquiti, HP, Juniper, TR-069, Winbox, NETCONF, OpenFlow,
    // BMC.
    4786, 8291, 8728, 8729, 8843, 6789, 1301, 2301, 2381, 280, 7547, 7548, 30005, 49000, 49443,
    6633, 6653, 6640, 5120, 17988, 17990, 3668, 5123, 8022, 9191, 4118,
    // Printers, cameras, storage, home: JetDirect, IPP, ONVIF, DVRs, Synology, QNAP, Home
    // Assistant, Hue, Chromecast, AirPlay, Proxmox, Webmin.
    9220, 9290, 9500, 37777, 37778, 34567, 34599, 8899, 9530, 5006, 6690, 7100, 5009, 3722, 8006,
    20000, 5480, 6566, 21063, 51827,
    // Industry: S7, Modbus, BACnet, EtherNet/IP, DNP3, IEC 104, OPC UA, Fox, Niagara, Omron,
    // CODESYS, Crestron, KNX.
    503, 44818, 2404, 4840, 4843, 1911, 4911, 1200, 2455, 11740, 41794, 41795, 3671, 789, 1962,
    5007, 18245, 18246, 20547, 34962, 34963, 34964, 55000, 55003, 1089, 1090, 1091, 10307, 12135,
    13722,
    // Windows: DCOM, WSUS, SCCM, Hyper-V, Exchange, SMB over other ports, WinRM, global catalogue,
    // media.
    1024, 1026, 1027, 1028, 1029, 1030, 2103, 2105, 2107, 1801, 8530, 8531, 2701, 2702, 10123,
    2179, 6516, 47001, 3269, 9389, 5722, 5355, 5358, 1900, 7680, 3702, 8172, 1688, 3343, 5504,
    // Backup and storage: Bacula, NetBackup, Veeam, NDMP, Acronis, Ceph, Gluster, MinIO, DRBD,
    // Lustre.
    13720, 13721, 13724, 13782, 13783, 1556, 6106, 9392, 9393, 6160, 6162, 2500, 9876, 44445,
    3300, 6800, 6801, 6802, 24007, 24008, 7788, 7789, 988, 1167,
    // Games: Minecraft, Source, Terraria, Quake, Factorio, Steam.
    25565, 25575, 27015, 27016, 27020, 27036, 27037, 7777, 7778, 26000, 27500, 27960, 28960,
    34197, 2302, 2456, 30120, 64198,
    // Identity and secrets: Kerberos administration, LDAP seconds, RADIUS over TLS, TACACS, Vault,
    // Keycloak, FreeIPA.
    10389, 10636, 1389, 1636, 2083, 8201, 8444, 7389, 7636, 4243, 8543,
    // SAP, Oracle applications, PeopleSoft, Siebel, Lotus, FileMaker, BMC, Tivoli.
    3200, 3201, 3299, 3301, 3600, 3601, 3900, 3901, 50013, 50014, 50113, 1128, 1129, 4889, 4903,
    1159, 1158, 3872, 2321, 5003, 3181, 1581, 1580, 1500, 1501, 9510,
    // Hosting panels: cPanel, Plesk, DirectAdmin, Webmin, Virtualmin, ISPConfig, Cockpit.
    2077, 2078, 2079, 2080, 2082, 2086, 2087, 2095, 2096, 8447, 2031, 2030, 7080,
  ]
}
