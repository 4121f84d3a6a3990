# Installs the command, its manual pages and its completions below DESTDIR and PREFIX; `make deb`
# and `make dist` leave a Debian package and a source archive in .build.

PREFIX ?= /usr/local
BINDIR = $(DESTDIR)$(PREFIX)/bin
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1
BASHDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSHDIR = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISHDIR = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
VERSION = $(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/NetkitCommands/Netkit.swift)
STAGE = $(CURDIR)/.build/deb

.PHONY: all fresh check install uninstall deb dist generate order format clean

# Without the run path that the package manager adds, start-up makes eighteen look-ups fewer.
all: fresh
	swift build -c release --disable-local-rpath

# Sees what the package manager does not.
fresh:
	@.ci/fresh

# Random tests throw a million errors; the test library need not walk the stack at each.
check: fresh
	SWT_SWIFT_ERROR_BACKTRACING_ENABLED=0 swift test

install: all
	install -d $(BINDIR) $(MANDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR)
	install -m 755 .build/release/netkit $(BINDIR)/netkit
	strip $(BINDIR)/netkit
	install -m 644 man/netkit*.1 $(MANDIR)
	install -m 644 completions/netkit.bash $(BASHDIR)/netkit
	install -m 644 completions/_netkit $(ZSHDIR)/_netkit
	install -m 644 completions/netkit.fish $(FISHDIR)/netkit.fish

uninstall:
	rm -f $(BINDIR)/netkit $(addprefix $(MANDIR)/,$(notdir $(wildcard man/netkit*.1)))
	rm -f $(BASHDIR)/netkit $(ZSHDIR)/_netkit $(FISHDIR)/netkit.fish

# Debian keeps zsh's functions of packages in a folder of their own.
deb:
	rm -rf $(STAGE)
	$(MAKE) install DESTDIR=$(STAGE) PREFIX=/usr ZSHDIR=$(STAGE)/usr/share/zsh/vendor-completions
	.ci/deb $(STAGE) $(VERSION) .build
	rm -rf $(STAGE)

# What is committed, and nothing else.
dist:
	mkdir -p .build
	git archive --format=tar.gz --prefix=netkit-$(VERSION)/ -o .build/netkit-$(VERSION).tar.gz HEAD
	@echo .build/netkit-$(VERSION).tar.gz

# Writes man/ and completions/ anew from the declarations.
generate:
	swift run -q netkit --generate all .

# Writes the list of what a start touches anew, for the linker; worth it after large changes.
order: all
	Tests/Benchmarks/start/order

format:
	swift format -i -r Package.swift Sources Tests

clean:
	rm -rf .build
